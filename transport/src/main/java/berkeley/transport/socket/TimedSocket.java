package berkeley.transport.socket;

import berkeley.transport.tls.CertifiedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;

/**
 * A socket that never waits longer than its thread may, and stamps what passes.
 *
 * <p>Every single read waits for the least of three: the limit of the factory, the time-out that
 * somebody set (0, "for ever", counts as none), and what is left of the thread's {@link
 * RemoteCall}. A {@link ReadLimit} may allow less, and bounds what is read as well. Since the
 * deadline is looked at before each read, even when bytes wait already, a peer that sends a byte at
 * a time gains nothing.
 *
 * <p>TLS goes over it, so the stamps are those of the encrypted bytes, and every wait of a
 * handshake is bounded as well.
 *
 * <p>Limit: a write cannot be given a time-out. It blocks only once the send buffer is full, and
 * one call here writes a few hundred bytes; a call that times out closes its connection.
 *
 * <p>As safe for several threads as {@link Socket} is; RMI uses a connection for one call at a
 * time.
 */
final class TimedSocket extends Socket {

  private final int readLimitMillis;
  private final LongSupplier ticks;
  private volatile int soTimeoutMillis;

  /** Whom the other end's certificate names, once TLS over this socket has made sure of it. */
  private volatile CertifiedName peer;

  private volatile ReadLimit restraint = new AnswerLimit();
  private final PingGrace grace = new PingGrace();

  /** Times the calls that come in by this socket; the caller's threads have a call instead. */
  private final Residence residence = new Residence();

  TimedSocket(SocketLimits limits, LongSupplier ticks) {
    this.readLimitMillis = limits.readMillis();
    this.soTimeoutMillis = readLimitMillis;
    this.ticks = ticks;
  }

  /** From now on something else holds it back than the limit of an answer. */
  void isHeldBackBy(ReadLimit other) {
    restraint = other;
  }

  /** From now on only those calls may write that mean this peer, or no one in particular. */
  void isOf(CertifiedName certified) {
    peer = certified;
  }

  /** Asks for a shorter wait than the factory's limit; 0 and anything longer mean that limit. */
  @Override
  public synchronized void setSoTimeout(int millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("read time-out: %d ms is negative".formatted(millis));
    }
    soTimeoutMillis = millis == 0 ? readLimitMillis : Math.min(millis, readLimitMillis);
  }

  @Override
  public synchronized int getSoTimeout() {
    return soTimeoutMillis;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Input(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Output(super.getOutputStream());
  }

  @Override
  public synchronized void close() throws IOException {
    restraint.closed();
    super.close();
  }

  private void allowWaiting(int millis) throws SocketException {
    super.setSoTimeout(millis);
  }

  /** Extends InputStream, not a filter: whatever else it offers then passes the two reads below. */
  private final class Input extends InputStream {

    private final InputStream in;

    Input(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (grace.owesAnswer() && length > 0) {
        bytes[offset] = grace.answer();
        return 1;
      }
      RemoteCall call = RemoteCall.currentOrNull();
      long now = ticks.getAsLong();
      int millis = restraint.millis(RemoteCall.allowedMillis(soTimeoutMillis, now), now);
      int most = restraint.bytes(length);
      allowWaiting(millis);
      int count;
      try {
        count = in.read(bytes, offset, most);
        restraint.heard(count);
      } catch (SocketTimeoutException e) {
        restraint.timedOut(ticks.getAsLong());
        throw named(
            e, "no answer from %s within %d ms".formatted(getRemoteSocketAddress(), millis));
      }
      if (count > 0) {
        stampArrival(call, ticks.getAsLong());
      }
      return count;
    }

    private void stampArrival(RemoteCall call, long nowTicks) {
      if (call == null) {
        residence.received(nowTicks);
      } else {
        call.received(nowTicks);
        grace.heard(nowTicks);
      }
    }

    @Override
    public int available() throws IOException {
      return grace.owesAnswer() ? 1 : in.available();
    }

    @Override
    public void close() throws IOException {
      TimedSocket.this.close();
    }
  }

  /** Stamps each write, so that the last one counts. */
  private final class Output extends OutputStream {

    private final OutputStream out;

    Output(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      restraint.answered(ticks.getAsLong());
      RemoteCall call = RemoteCall.currentOrNull();
      if (call == null) {
        residence.sending(ticks.getAsLong());
      } else {
        CertifiedName other = peer;
        if (other != null) {
          call.requirePeer(other);
        }
        long now = ticks.getAsLong();
        RemoteCall.allowedMillis(soTimeoutMillis, now);
        if (grace.spares(bytes, offset, length, now)) {
          return;
        }
        call.sending(now);
      }
      grace.sent();
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      TimedSocket.this.close();
    }
  }

  private static SocketTimeoutException named(SocketTimeoutException cause, String message) {
    return (SocketTimeoutException) new SocketTimeoutException(message).initCause(cause);
  }
}
