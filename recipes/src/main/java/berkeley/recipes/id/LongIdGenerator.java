package berkeley.recipes.id;

import berkeley.api.SynchronizedClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Makes positive 64-bit ids that sort by node time: 55 bits of time in units of 61 ns since
 * 2025-01-01, and 8 bits of the node's number.
 *
 * <pre>{@code
 * try (LongIdGenerator ids = new LongIdGenerator(node.clock(), 3, FileHighWaterMark.open(path))) {
 *   long id = ids.getAsLong();
 * }
 * }</pre>
 *
 * <p><b>Contract.</b>
 *
 * <ul>
 *   <li>Each id of a generator is above all before it, and so is each id of a later life with the
 *       same {@link HighWaterMark}: across restarts of the process and of the whole cluster, and
 *       across changes of master.
 *   <li>Ids of two generators with different numbers never agree.
 *   <li>Of two ids of different nodes, made further apart than the sum of both nodes' error bounds
 *       and 61 ns, the later is above.
 * </ul>
 *
 * <p><b>Failure cases.</b> Two generators with one number at a time repeat ids: give out numbers
 * once, as a stateful set's ordinals, and keep each number's mark with the number. A newcomer's
 * clock has no time: {@link DateTimeException}. Without a mark ({@link HighWaterMark#NONE}) a
 * process that restarts within the sum of its old and its new error bound, or with a cluster that
 * has begun anew, may go back <em>and repeat ids</em>. After a crash ids run ahead of time by up to
 * the reserve of {@value #RESERVE_SECONDS} s; after {@link #close} they do not. More than 16,384
 * ids a millisecond run ahead of time. If the mark cannot be stored, no id is made. Ids end in
 * 2094.
 *
 * <p>Safe for use by several threads. One call in some seconds takes as long as storing the mark.
 */
public final class LongIdGenerator implements LongSupplier, AutoCloseable {

  /** The highest number that a node may have. */
  public static final int MAX_NODE = 255;

  static final int RESERVE_SECONDS = 5;

  private static final int NODE_BITS = 8;
  private static final int FRACTION_BITS = 14;
  private static final int TIME_BITS = 55;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** 2025-01-01T00:00:00Z. Part of the format: it cannot be changed. */
  private static final long FIRST_NANOS = 1_735_689_600_000_000_000L;

  private final SynchronizedClock clock;
  private final int node;
  private final ReservedCounter counter;

  /**
   * Begins a life of a generator.
   *
   * @param clock where time is taken from
   * @param node this node's number, 0 to {@value #MAX_NODE}, which no other generator has
   * @param mark keeps what a later life with this number has to know; closed with this generator
   * @throws IOException if the mark cannot be read
   * @throws IllegalArgumentException if the number is out of its range
   */
  public LongIdGenerator(SynchronizedClock clock, int node, HighWaterMark mark) throws IOException {
    if (node < 0 || node > MAX_NODE) {
      throw new IllegalArgumentException("node: %d is not in 0..%d".formatted(node, MAX_NODE));
    }
    this.clock = clock;
    this.node = node;
    this.counter = new ReservedCounter(mark, (RESERVE_SECONDS * 1_000L) << FRACTION_BITS);
  }

  /**
   * Returns the next id.
   *
   * @throws DateTimeException if the node is a newcomer, it is before 2025, or ids have come to
   *     their end
   * @throws java.io.UncheckedIOException if the mark cannot be stored
   * @throws IllegalStateException if this generator was closed
   */
  @Override
  public long getAsLong() {
    long nanos = TimeRange.requireFrom(FIRST_NANOS, clock.nanos()) - FIRST_NANOS;
    long millis = nanos / NANOS_PER_MILLI;
    long fraction = ((nanos % NANOS_PER_MILLI) << FRACTION_BITS) / NANOS_PER_MILLI;
    long units = counter.next(millis << FRACTION_BITS | fraction);
    if (units >>> TIME_BITS != 0) {
      throw new DateTimeException("these ids end in 2094; use another format");
    }
    return units << NODE_BITS | node;
  }

  /**
   * Extracts the time of an id.
   *
   * @param id made by such a generator
   * @return the node time that it was made for, to 61 ns
   */
  public static Instant timeOf(long id) {
    long units = id >>> NODE_BITS;
    long fraction = units & ((1L << FRACTION_BITS) - 1);
    long nanos = (fraction * NANOS_PER_MILLI + (1L << FRACTION_BITS) - 1) >>> FRACTION_BITS;
    return SynchronizedClock.toInstant(
        FIRST_NANOS + (units >>> FRACTION_BITS) * NANOS_PER_MILLI + nanos);
  }

  /**
   * Extracts the node of an id.
   *
   * @param id made by such a generator
   * @return the number of the node that made it, 0 to {@value #MAX_NODE}
   */
  public static int nodeOf(long id) {
    return (int) (id & MAX_NODE);
  }

  /** Stores where the next life is to begin, and closes the mark. */
  @Override
  public void close() throws IOException {
    counter.close();
  }
}
