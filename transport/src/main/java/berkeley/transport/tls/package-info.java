/**
 * Certificates of a cluster: who a peer is, and TLS 1.3 sockets that make sure of it. Knows neither
 * RMI nor what is said over the sockets.
 */
package berkeley.transport.tls;
