package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.tls.CertifiedName;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** The caller's part of a TLS handshake. */
final class TlsHandshake {

  private TlsHandshake() {}

  /**
   * Puts TLS over a connection: as long as connecting may take, and no longer than the thread's
   * deadline.
   *
   * @param host the name or address that was dialled
   * @return what carries the call
   * @throws UnreachedException whatever went wrong
   */
  static Socket asClient(TimedSocket socket, TlsContext tls, String host, SocketLimits limits)
      throws UnreachedException {
    try {
      SSLSocket secured = tls.client(socket, host, socket.getPort());
      RemoteCall.run(System.nanoTime() + limits.connect().toNanos(), secured::startHandshake);
      CertifiedName peer = CertifiedName.ofPeer(secured.getSession());
      RemoteCall call = RemoteCall.currentOrNull();
      if (call != null) {
        call.requirePeer(peer);
      }
      socket.isOf(peer);
      return secured;
    } catch (IOException e) {
      throw new UnreachedException(
          "no TLS with %s: %s".formatted(socket.getRemoteSocketAddress(), LogText.of(e)), e);
    }
  }
}
