package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import berkeley.transport.tls.CertifiedName;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** The TLS handshake of a caller. */
final class TlsHandshake {

  private TlsHandshake() {}

  /**
   * Makes the handshake on a connection: within the time that connecting may take, and within the
   * thread's deadline.
   *
   * @param host the name or address that was called
   * @return the socket that carries the call
   * @throws UnreachedException if it fails for whatever reason
   */
  static Socket asClient(TimedSocket socket, TlsContext tls, String host, SocketLimits limits)
      throws UnreachedException {
    try {
      SSLSocket secured = tls.client(socket, host, socket.getPort());
      RemoteCall.run(
          HostTicks.now() + limits.connect().toNanos(), RemoteCall.ANYONE, secured::startHandshake);
      CertifiedName peer = CertifiedName.ofPeer(secured.getSession());
      RemoteCall call = RemoteCall.currentOrNull();
      if (call != null) {
        call.requirePeer(peer);
      }
      socket.restrictTo(peer);
      return secured;
    } catch (IOException e) {
      throw new UnreachedException(
          "no TLS with %s: %s".formatted(socket.getRemoteSocketAddress(), LogText.of(e)), e);
    }
  }
}
