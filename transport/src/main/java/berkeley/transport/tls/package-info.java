/**
 * Certificates of a cluster: who a peer is, and TLS 1.3 sockets that verify it. Independent of RMI
 * and of what is sent over the sockets.
 */
package berkeley.transport.tls;
