package berkeley.transport.socket;

import berkeley.transport.tls.CertifiedName;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The context of the remote calls that a thread makes: their deadline, the node that must answer,
 * and when the last of them left and was answered.
 *
 * <p>The sockets of {@link TimedSocketFactory} look for it on the thread that calls:
 *
 * <pre>{@code
 * try (RemoteCall call = RemoteCall.begin(deadlineTicks, "a")) {
 *   long time = clock.getTime();
 *   if (call.stamped()) { ... call.sentTicks(), call.receivedTicks() ... }
 * }
 * }</pre>
 *
 * <p>The stamps belong to the call itself, whatever RMI did before it (connect, handshake, ping):
 * they are the ticks just before the last write, and just after the first read that followed it.
 *
 * <p>Contexts nest; an inner one never outlasts the outer one. All ticks are {@link
 * berkeley.transport.ticks.HostTicks} and are compared by their difference, so a deadline must lie
 * within 292 years of now: "no deadline" is no context, not {@link Long#MAX_VALUE}.
 *
 * <p>Belongs to the thread that began it and is not safe for any other.
 */
public final class RemoteCall implements AutoCloseable {

  /** In place of a node's name: whoever answers is accepted. */
  public static final String ANYONE = "";

  private static final ThreadLocal<RemoteCall> CURRENT = new ThreadLocal<>();

  private final RemoteCall outer;
  private final long deadlineTicks;
  private final String node;
  private boolean sent;
  private boolean received;
  private long sentTicks;
  private long receivedTicks;

  private RemoteCall(RemoteCall outer, long deadlineTicks, String node) {
    this.outer = outer;
    this.node = node;
    this.deadlineTicks =
        outer != null && outer.deadlineTicks - deadlineTicks < 0
            ? outer.deadlineTicks
            : deadlineTicks;
  }

  /**
   * Sets deadline and peer of all remote calls that this thread makes until {@link #close()}.
   *
   * @param deadlineTicks when they must have ended, in ticks; may have passed already, then every
   *     call fails at once
   * @param node the node that must answer: where TLS is on, nothing is sent to anyone whose
   *     certificate does not name it; {@link #ANYONE} for no check, whatever the outer context says
   */
  public static RemoteCall begin(long deadlineTicks, String node) {
    RemoteCall call = new RemoteCall(CURRENT.get(), deadlineTicks, node);
    CURRENT.set(call);
    return call;
  }

  /** Makes remote calls without a result, in a context as of {@link #begin}. */
  public static <E extends Exception> void run(long deadlineTicks, String node, Work<E> work)
      throws E {
    RemoteCall call = begin(deadlineTicks, node);
    try {
      work.run();
    } finally {
      call.close();
    }
  }

  /** Makes remote calls and returns their result, in a context as of {@link #begin}. */
  public static <T, E extends Exception> T get(
      long deadlineTicks, String node, Question<T, E> question) throws E {
    RemoteCall call = begin(deadlineTicks, node);
    try {
      return question.ask();
    } finally {
      call.close();
    }
  }

  /** Returns this thread's innermost context, or null where there is none. */
  public static RemoteCall currentOrNull() {
    return CURRENT.get();
  }

  /** Returns whether no particular node is called: a registry as a rule. */
  public boolean isToAnyone() {
    return node.equals(ANYONE);
  }

  /** Returns when this thread's calls must have ended, in ticks. */
  public long deadlineTicks() {
    return deadlineTicks;
  }

  /**
   * Returns whether the last call left both stamps. It did not if it never passed a socket of
   * {@link TimedSocketFactory}, or failed before an answer came.
   */
  public boolean stamped() {
    return sent && received;
  }

  /** Returns the ticks just before the call's last write; throws if not {@link #stamped()}. */
  public long sentTicks() {
    requireStamps();
    return sentTicks;
  }

  /** Returns the ticks just after the first read after that; throws if not {@link #stamped()}. */
  public long receivedTicks() {
    requireStamps();
    return receivedTicks;
  }

  private void requireStamps() {
    if (!stamped()) {
      throw new IllegalStateException("no stamps: ask stamped() first");
    }
  }

  /** Clears the stamps, before the next call of the same context. */
  public void clearStamps() {
    sent = false;
    received = false;
  }

  /** Records that bytes are about to be written: the stamp of an answer is open again. */
  public void sending(long nowTicks) {
    sentTicks = nowTicks;
    sent = true;
    received = false;
  }

  /** Records that bytes have been read; only the first ones after a write count. */
  public void received(long nowTicks) {
    if (!received) {
      receivedTicks = nowTicks;
      received = true;
    }
  }

  /**
   * Ends the context; the outer one, if any, holds again.
   *
   * @throws IllegalStateException if it is not this thread's innermost context
   */
  @Override
  public void close() {
    if (CURRENT.get() != this) {
      throw new IllegalStateException(
          "not the innermost call of thread %s: close each on its own thread, once, in reverse"
              .formatted(Thread.currentThread().getName()));
    }
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /**
   * Returns how long this thread may block now: 1 to {@code limitMillis}, rounded up, since to a
   * socket 0 means for ever.
   *
   * @param limitMillis the limit that holds without a deadline too, 1 or more
   * @throws SocketTimeoutException if the deadline has passed
   */
  static int allowedMillis(int limitMillis, long nowTicks) throws SocketTimeoutException {
    RemoteCall call = CURRENT.get();
    if (call == null) {
      return limitMillis;
    }
    long leftNanos = call.deadlineTicks - nowTicks;
    if (leftNanos <= 0) {
      throw new SocketTimeoutException(
          "the deadline passed %d ms ago".formatted(TimeUnit.NANOSECONDS.toMillis(-leftNanos)));
    }
    return (int) Math.min(limitMillis, TimeUnit.NANOSECONDS.toMillis(leftNanos - 1) + 1);
  }

  /**
   * Makes sure that the other end of a connection is the node that is called.
   *
   * @param certified the name in its certificate
   * @throws SSLPeerUnverifiedException if it has expired meanwhile, or names another
   */
  void requirePeer(CertifiedName certified) throws SSLPeerUnverifiedException {
    certified.requireValid();
    boolean named = certified.role() == CertifiedName.Role.NODE && certified.name().equals(node);
    if (!node.equals(ANYONE) && !named) {
      throw new SSLPeerUnverifiedException(
          "the certificate shown is of %s and not of node %s".formatted(certified, node));
    }
  }

  /**
   * Limits the answer to one call: strings are read whole before any filter sees them, so a member
   * could fill its caller's memory. Only calls within a context are limited. For one thread at a
   * time.
   */
  static final class AnswerLimit implements TimedSocket.ReadLimit {

    /** Far more than a master's list of rounds with hundreds of members. */
    static final int MOST_BYTES = 2 << 20;

    private int bytes;

    @Override
    public int bytes(int wanted) throws IOException {
      if (currentOrNull() == null) {
        return wanted;
      }
      if (wanted > 0 && bytes >= MOST_BYTES) {
        throw new IOException("an answer of more than %d bytes".formatted(MOST_BYTES));
      }
      return Math.min(wanted, MOST_BYTES - bytes);
    }

    @Override
    public void read(int count) {
      bytes = (int) Math.min(MOST_BYTES, (long) bytes + Math.max(0, count));
    }

    @Override
    public void writing(long nowTicks) {
      bytes = 0;
    }
  }

  /** Remote calls without a result. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /** Remote calls with a result. */
  @FunctionalInterface
  public interface Question<T, E extends Exception> {
    T ask() throws E;
  }
}
