package berkeley.transport.socket;

import berkeley.transport.tls.CertifiedName;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What this thread's remote calls may take, and when the last of them left and was answered.
 *
 * <p>The sockets of {@link TimedSocketFactory} look for it on the thread that calls:
 *
 * <pre>{@code
 * try (RemoteCall call = RemoteCall.begin(deadlineTicks)) {
 *   long time = clock.getTime();
 *   if (call.stamped()) { ... call.sentTicks(), call.receivedTicks() ... }
 * }
 * }</pre>
 *
 * <p>The stamps belong to the call itself, whatever RMI did before it (connect, handshake, ping):
 * they are the ticks just before the last write, and just after the first read that followed it.
 *
 * <p>Contexts nest; an inner one never outlasts the outer one. All ticks are {@link
 * System#nanoTime()} and are compared by their difference, so a deadline must lie within 292 years
 * of now: "no deadline" is no context, not {@link Long#MAX_VALUE}.
 *
 * <p>Belongs to the thread that began it and is not safe for any other.
 */
public final class RemoteCall implements AutoCloseable {

  private static final ThreadLocal<RemoteCall> CURRENT = new ThreadLocal<>();

  private final RemoteCall outer;
  private final long deadlineTicks;
  private final String peer;
  private boolean sent;
  private boolean received;
  private long sentTicks;
  private long receivedTicks;

  private RemoteCall(RemoteCall outer, long deadlineTicks, String peer) {
    this.outer = outer;
    this.peer = peer;
    this.deadlineTicks =
        outer != null && outer.deadlineTicks - deadlineTicks < 0
            ? outer.deadlineTicks
            : deadlineTicks;
  }

  /**
   * Sets a deadline for all remote calls that this thread makes until {@link #close()}.
   *
   * @param deadlineTicks when they must have ended, in ticks; may have passed already, then every
   *     call fails at once
   */
  public static RemoteCall begin(long deadlineTicks) {
    return begin(deadlineTicks, "");
  }

  /**
   * The same for calls to one node: where TLS is on, nothing is sent to anyone whose certificate
   * does not name it. An inner context that names nobody is free again.
   *
   * @param deadlineTicks when they must have ended, in ticks
   * @param node the name of the node that is to answer
   */
  public static RemoteCall begin(long deadlineTicks, String node) {
    RemoteCall call = new RemoteCall(CURRENT.get(), deadlineTicks, node);
    CURRENT.set(call);
    return call;
  }

  /**
   * Runs remote calls whose stamps nobody needs under a deadline.
   *
   * @param deadlineTicks when they must have ended, in ticks
   * @param work what to call
   * @throws E what the work throws
   */
  public static <E extends Exception> void run(long deadlineTicks, Work<E> work) throws E {
    run(deadlineTicks, "", work);
  }

  /**
   * Like {@link #run(long, Work)}, for calls that have a result.
   *
   * @return what the work returns
   * @throws E what the work throws
   */
  public static <T, E extends Exception> T get(long deadlineTicks, Question<T, E> question)
      throws E {
    return get(deadlineTicks, "", question);
  }

  /**
   * Like {@link #run(long, Work)}, for calls to one node; see {@link #begin(long, String)}.
   *
   * @throws E what the work throws
   */
  public static <E extends Exception> void run(long deadlineTicks, String node, Work<E> work)
      throws E {
    RemoteCall call = begin(deadlineTicks, node);
    try {
      work.run();
    } finally {
      call.close();
    }
  }

  /**
   * Like {@link #get(long, Question)}, for calls to one node; see {@link #begin(long, String)}.
   *
   * @throws E what the work throws
   */
  public static <T, E extends Exception> T get(
      long deadlineTicks, String node, Question<T, E> question) throws E {
    RemoteCall call = begin(deadlineTicks, node);
    try {
      return question.ask();
    } finally {
      call.close();
    }
  }

  /** When this thread's calls must have ended, in ticks. */
  public long deadlineTicks() {
    return deadlineTicks;
  }

  /**
   * Whether the last call left both stamps. It did not if it never passed a socket of {@link
   * TimedSocketFactory}, or failed before an answer came.
   */
  public boolean stamped() {
    return sent && received;
  }

  /**
   * The ticks just before the call's last write.
   *
   * @throws IllegalStateException if it was not {@link #stamped()}
   */
  public long sentTicks() {
    requireStamps();
    return sentTicks;
  }

  /**
   * The ticks just after the first read that followed the last write.
   *
   * @throws IllegalStateException if it was not {@link #stamped()}
   */
  public long receivedTicks() {
    requireStamps();
    return receivedTicks;
  }

  /** Forgets the stamps, before the next call of the same context. */
  public void clearStamps() {
    sent = false;
    received = false;
  }

  /**
   * Ends the context; the outer one, if any, counts again.
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

  /** This thread's innermost context, or null where there is none. */
  public static RemoteCall currentOrNull() {
    return CURRENT.get();
  }

  /**
   * How long this thread may block now.
   *
   * @param limitMillis the limit that holds without a deadline too, 1 or more
   * @return 1 to {@code limitMillis}; rounded up, since to a socket 0 means for ever
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
   * Makes sure that the other end of a connection is the one that is called.
   *
   * @param other whom its certificate names
   * @throws SSLPeerUnverifiedException if it has expired meanwhile, or names another
   */
  void requirePeer(CertifiedName other) throws SSLPeerUnverifiedException {
    other.requireValid();
    boolean named = other.role() == CertifiedName.Role.NODE && other.name().equals(peer);
    if (!peer.isEmpty() && !named) {
      throw new SSLPeerUnverifiedException(
          "the certificate shown is of %s and not of node %s".formatted(other, peer));
    }
  }

  public void sending(long nowTicks) {
    sentTicks = nowTicks;
    sent = true;
    received = false;
  }

  public void received(long nowTicks) {
    if (!received) {
      receivedTicks = nowTicks;
      received = true;
    }
  }

  private void requireStamps() {
    if (!stamped()) {
      throw new IllegalStateException("no stamps: ask stamped() first");
    }
  }

  /** Remote calls without a result. */
  @FunctionalInterface
  public interface Work<E extends Exception> {

    /** Makes the calls. */
    void run() throws E;
  }

  /** Remote calls with a result. */
  @FunctionalInterface
  public interface Question<T, E extends Exception> {

    /** Makes the calls. */
    T ask() throws E;
  }
}
