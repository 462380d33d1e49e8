package berkeley.transport.socket;

/**
 * The time that a call spends in this process, on one connection, before a clock is read and from
 * there until its answer leaves.
 *
 * <p>Problem: a caller takes a reading to be of the middle between its own two stamps. Before the
 * reading lie unpacking and finding the method, and decryption under TLS; after it only packing.
 * The difference is some microseconds, the same for every slave, and half of it is an error.
 *
 * <p>Idea: the server has stamps of its own, on arrival and before each write; with them a reading
 * can be dated to the middle of the call's stay (RFC 5905, section 8, takes both ends into account
 * in the same way; IEEE 1588 calls the stay residence time). When an answer will leave is not known
 * yet when the clock is read, so that of earlier answers is taken: the quickest of late.
 *
 * <p>A reading is dated back and never forward, and not beyond the arrival, so it is of an instant
 * within the call, whatever the estimate: the bound that half a round trip gives holds as before.
 *
 * <p>The stamps belong to the thread that serves the connection; {@link #sinceMiddleNanos} answers
 * for the connection that its thread has read from last.
 */
public final class Residence {

  private static final ThreadLocal<Residence> SERVED = new ThreadLocal<>();

  /** A quicker way out counts at once; a slower one by this part of the difference. */
  private static final long SLOWNESS = 16;

  private volatile boolean ofNode;
  private boolean arrived;
  private long arrivedTicks;
  private boolean read;
  private long readTicks;
  private long outNanos = Long.MAX_VALUE;

  Residence() {}

  /** Records that the connection is to a node or a registry, not to the application's objects. */
  void belongsToNode() {
    ofNode = true;
  }

  /** Returns whether this thread serves a connection to a node or a registry of ours. */
  public static boolean servesNode() {
    Residence served = SERVED.get();
    return served != null && served.ofNode;
  }

  /** Records that the connection is closed: its thread may serve the application next. */
  void closed() {
    if (SERVED.get() == this) {
      SERVED.remove();
    }
  }

  /** Records that bytes have come; the first ones after an answer begin a call. */
  void received(long nowTicks) {
    if (!arrived) {
      arrived = true;
      arrivedTicks = nowTicks;
    }
    SERVED.set(this);
  }

  /** Records that bytes are about to leave; the first ones after a reading carry it. */
  void sending(long nowTicks) {
    if (read) {
      long took = nowTicks - readTicks;
      long slower = Math.min(took - outNanos, outNanos);
      outNanos += slower < 0 ? slower : slower / SLOWNESS;
      read = false;
    }
    arrived = false;
  }

  /**
   * Returns how long ago the middle of the call was that this thread serves, as far as can be told;
   * to be asked once in a call, right before reading the clock.
   *
   * @param nowTicks now, in {@link berkeley.transport.ticks.HostTicks}
   * @return nanoseconds to take off the reading, 0 or more; 0 on a thread that serves no call of
   *     these sockets, and for the first reading of a connection
   */
  public static long sinceMiddleNanos(long nowTicks) {
    Residence served = SERVED.get();
    return served == null ? 0 : served.read(nowTicks);
  }

  private long read(long nowTicks) {
    if (!arrived) {
      return 0;
    }
    read = true;
    readTicks = nowTicks;
    long in = nowTicks - arrivedTicks;
    return Math.max(0, in - outNanos) / 2;
  }
}
