package berkeley.bench.hostile;

import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** How far a caller gets into a port before it sends its input. Safe for several threads. */
@FunctionalInterface
interface ConnectionDepth {

  /** Sends input to the port itself. */
  ConnectionDepth OPEN = connected -> connected;

  /**
   * Returns the connection on which input is sent.
   *
   * @param connected a connection to the port; closing it closes the other
   */
  Socket enter(Socket connected) throws IOException;

  /** Returns a depth behind a TLS handshake with valid keys. */
  static ConnectionDepth with(TlsContext keys) {
    return connected -> {
      SSLSocket secured =
          keys.client(connected, connected.getInetAddress().getHostAddress(), connected.getPort());
      secured.startHandshake();
      return secured;
    };
  }
}
