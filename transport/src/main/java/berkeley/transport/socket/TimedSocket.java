package berkeley.transport.socket;

import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.tls.CertifiedName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A socket that waits and reads no more than its thread and its connection may, and stamps what
 * passes.
 *
 * <p>Every single read waits for the least of three: the limit of the factory, the time-out that
 * somebody set (0, "for ever", counts as none), and what is left of the thread's {@link
 * RemoteCall}. A {@link ReadLimit} may allow less, and bounds what is read as well. Since the
 * deadline is checked before each read, even when bytes wait already, a peer that sends a byte at a
 * time gains nothing.
 *
 * <p>TLS runs over it, so the stamps are those of the encrypted bytes, and every wait of a
 * handshake is bounded as well.
 *
 * <p>Limit: a write cannot be given a time-out. It blocks only once the send buffer is full, and
 * one call here writes a few hundred bytes; a call that times out closes its connection.
 *
 * <p>As safe for several threads as {@link Socket} is; RMI uses a connection for one call at a
 * time.
 */
final class TimedSocket extends Socket {

  /**
   * What limits the reads of one connection, beside its time-outs and the deadline of the thread
   * that reads. Called by the threads that use the connection.
   */
  interface ReadLimit {

    /**
     * Returns how long the next read may wait, 1 to {@code millis}.
     *
     * @throws IOException if nothing may be read any more
     */
    default int millis(int millis, long nowTicks) throws IOException {
      return millis;
    }

    /**
     * Returns how many bytes the next read may return, 1 to {@code wanted}; 0 if that is 0.
     *
     * @throws IOException if nothing may be read any more
     */
    int bytes(int wanted) throws IOException;

    /** Records the bytes that a read has returned; -1 at the end. */
    void read(int count);

    /** Reports that a read has timed out. */
    default void timedOut(long nowTicks) {}

    /** Records that something is about to be written. */
    void writing(long nowTicks);

    /** Records that the connection is closed; may be repeated. */
    default void closed() {}
  }

  private final int readLimitMillis;
  private final LongSupplier ticks;
  private volatile int soTimeoutMillis;

  /** The name in the other end's certificate, once TLS over this socket has verified it. */
  private volatile @Nullable CertifiedName peer;

  private volatile ReadLimit readLimit = new RemoteCall.AnswerLimit();
  private final PingGrace pingGrace = new PingGrace();

  /** Times the calls that come in by this socket; a caller's thread has a RemoteCall instead. */
  private final Residence residence = new Residence();

  /** Host and port that were called; empty for a connection that came in. */
  private final String called;

  TimedSocket(SocketLimits limits, LongSupplier ticks) {
    this(limits, ticks, "");
  }

  TimedSocket(SocketLimits limits, LongSupplier ticks, String called) {
    this.called = called;
    this.readLimitMillis = limits.readMillis();
    this.soTimeoutMillis = readLimitMillis;
    this.ticks = ticks;
  }

  /** Replaces the limit of an answer by another. */
  void limitReads(ReadLimit other) {
    readLimit = other;
  }

  /** Marks the calls that come in by it as a node's or a registry's, not the application's. */
  void belongsToNode() {
    residence.belongsToNode();
  }

  /** Restricts writes to calls that are meant for this peer, or for no one in particular. */
  void restrictTo(CertifiedName certified) {
    peer = certified;
  }

  /** Sets a shorter wait than the factory's limit; 0 and anything longer mean that limit. */
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
    residence.closed();
    readLimit.closed();
    super.close();
  }

  private void allowWaiting(int millis) throws SocketException {
    super.setSoTimeout(millis);
  }

  /** Extends InputStream, not a filter: every other way to read then ends in the two below. */
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
      if (pingGrace.owesAnswer() && length > 0) {
        bytes[offset] = pingGrace.answer();
        return 1;
      }
      RemoteCall call = RemoteCall.currentOrNull();
      long now = ticks.getAsLong();
      int millis = readLimit.millis(RemoteCall.allowedMillis(soTimeoutMillis, now), now);
      int most = readLimit.bytes(length);
      allowWaiting(millis);
      int count;
      try {
        count = in.read(bytes, offset, most);
        readLimit.read(count);
      } catch (SocketTimeoutException e) {
        readLimit.timedOut(ticks.getAsLong());
        String message =
            "no answer from %s within %d ms".formatted(getRemoteSocketAddress(), millis);
        throw (SocketTimeoutException) new SocketTimeoutException(message).initCause(e);
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
        pingGrace.heard(nowTicks);
      }
    }

    @Override
    public int available() throws IOException {
      return pingGrace.owesAnswer() ? 1 : in.available();
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
      readLimit.writing(ticks.getAsLong());
      RemoteCall call = RemoteCall.currentOrNull();
      if (!called.isEmpty()) {
        CollectorCalls.refuse(call, called);
      }
      if (call == null) {
        residence.sending(ticks.getAsLong());
      } else {
        CertifiedName certified = peer;
        if (certified != null) {
          call.requirePeer(certified);
        }
        long now = ticks.getAsLong();
        RemoteCall.allowedMillis(soTimeoutMillis, now);
        if (pingGrace.spares(bytes, offset, length, now)) {
          return;
        }
        call.sending(now);
      }
      pingGrace.sent();
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      TimedSocket.this.close();
    }
  }
}
