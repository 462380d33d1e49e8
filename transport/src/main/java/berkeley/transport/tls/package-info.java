/**
 * Certificates of a cluster: who a peer is, and TLS 1.3 sockets that verify it. Independent of RMI
 * and of what is sent over the sockets.
 */
@NullMarked
package berkeley.transport.tls;

import org.jspecify.annotations.NullMarked;
