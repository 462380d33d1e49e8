package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.log.RateLimitedLog;
import berkeley.transport.ticks.HostTicks;
import berkeley.transport.tls.CertifiedName;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of a connection under TLS, as it is handed to RMI.
 *
 * <p>The handshake is made by the thread that reads first, which is the connection's own and not
 * the one that accepts, and is limited in all: a caller that shows no certificate in time costs a
 * thread for that long and is cut off. Each read records the {@link CallerIdentity}, and ends the
 * connection when the caller's certificate has expired meanwhile.
 *
 * <p>As safe for several threads as {@link Socket} is.
 */
final class TlsPeerSocket extends ForwardingSocket {

  private static final Logger LOG = LoggerFactory.getLogger(TlsPeerSocket.class);
  private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, HostTicks::now);

  private final SSLSocket secured;
  private final long handshakeNanos;
  private final Object handshaking = new Object();
  private volatile @Nullable CertifiedName peer;

  /**
   * Creates a connection whose handshake has not begun.
   *
   * @param accepted the connection under it, whose reads keep the deadline of their {@link
   *     RemoteCall}
   * @param handshakeNanos how long the handshake may take in all
   */
  TlsPeerSocket(TimedSocket accepted, TlsContext tls, long handshakeNanos) throws IOException {
    super(accepted);
    this.secured = tls.server(accepted);
    this.handshakeNanos = handshakeNanos;
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  private CertifiedName handshake() throws IOException {
    synchronized (handshaking) {
      if (peer != null) {
        return peer;
      }
      try {
        RemoteCall.run(
            HostTicks.now() + handshakeNanos, RemoteCall.ANYONE, secured::startHandshake);
        peer = CertifiedName.ofPeer(secured.getSession());
      } catch (IOException e) {
        HandshakeFailure failure = HandshakeFailure.of(e);
        String example = "%s: %s".formatted(accepted.getInetAddress(), LogText.of(e));
        if (failure == HandshakeFailure.GAVE_UP) {
          REFUSALS.info(failure.text(), example);
        } else {
          REFUSALS.warn(failure.text(), example);
        }
        close();
        throw e;
      }
      return peer;
    }
  }

  private CertifiedName checked() throws IOException {
    CertifiedName known = peer;
    if (known == null) {
      known = handshake();
    }
    known.requireValid();
    return known;
  }

  private final class Input extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      checked();
      int count = secured.getInputStream().read(bytes, offset, length);
      CallerIdentity.set(checked());
      return count;
    }

    @Override
    public int available() throws IOException {
      return peer == null ? 0 : secured.getInputStream().available();
    }

    @Override
    public void close() throws IOException {
      TlsPeerSocket.this.close();
    }
  }

  private final class Output extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      checked();
      secured.getOutputStream().write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      TlsPeerSocket.this.close();
    }
  }

  /** Closes the connection below first: a TLS close could wait for a peer that reads nothing. */
  @Override
  public synchronized void close() throws IOException {
    CallerIdentity.clear();
    accepted.close();
    secured.close();
  }

  @Override
  public String toString() {
    return "TLS over " + accepted;
  }
}
