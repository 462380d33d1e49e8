package berkeley.recipes.id;

import berkeley.api.SynchronizedClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7), which sort by node time to the nanosecond.
 *
 * <pre>{@code
 * try (UuidGenerator ids = new UuidGenerator(node.clock(), FileHighWaterMark.open(path))) {
 *   UUID id = ids.get();
 * }
 * }</pre>
 *
 * <p>After the milliseconds, 26 bits are the fraction of the millisecond (method 3 of section 6.2
 * begins the same way with 12), and 48 bits are pseudo-random.
 *
 * <p><b>Contract.</b>
 *
 * <ul>
 *   <li>Each id of a generator is above all before it, in the order of the bytes and of the text,
 *       and so is each id of a later life with the same {@link HighWaterMark}: across restarts of
 *       the process and of the whole cluster, and across changes of master. ({@link UUID#compareTo}
 *       compares signed numbers, and agrees until the year 6429.)
 *   <li>Ids of two generators differ unless both were made for the same nanosecond and 48 bits that
 *       neither knows agree: once in 2.8e14 such pairs.
 *   <li>Of two ids of different nodes, made further apart than the sum of both nodes' error bounds,
 *       the later is above.
 * </ul>
 *
 * <p><b>Failure cases.</b> A newcomer's clock has no time: {@link java.time.DateTimeException}.
 * Without a mark ({@link HighWaterMark#NONE}) a process that restarts within the sum of its old and
 * its new error bound, or with a cluster that has begun anew, may go back; ids still do not repeat.
 * After a crash the ids run ahead of time by up to the reserve of {@value #RESERVE_SECONDS} s,
 * until time has caught up; after {@link #close} they do not. If the mark cannot be stored, no id
 * is made. More than a thousand million ids a second run ahead of time. The random bits keep ids
 * apart, and are no secret: do not use an id as a password.
 *
 * <p>Safe for use by several threads. One call in some seconds takes as long as storing the mark.
 */
public final class UuidGenerator implements Supplier<UUID>, AutoCloseable {

  static final int RESERVE_SECONDS = 5;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int FRACTION_BITS = 26;
  private static final int LOW_FRACTION_BITS = 14;
  private static final int RANDOM_BITS = 48;
  private static final long VERSION = 7L << 12;
  private static final long VARIANT = 2L << 62;

  private final SynchronizedClock clock;
  private final ReservedCounter counter;
  private final long key;
  private final long secondKey;

  /**
   * Begins a life of a generator.
   *
   * @param clock where time is taken from
   * @param mark keeps what a later life has to know; closed with this generator
   * @throws IOException if the mark cannot be read
   */
  public UuidGenerator(SynchronizedClock clock, HighWaterMark mark) throws IOException {
    this(clock, mark, new SecureRandom().nextLong(), new SecureRandom().nextLong());
  }

  /** With given keys of the random bits, for tests. */
  UuidGenerator(SynchronizedClock clock, HighWaterMark mark, long key, long secondKey)
      throws IOException {
    this.clock = clock;
    this.counter = new ReservedCounter(mark, Duration.ofSeconds(RESERVE_SECONDS).toNanos());
    this.key = key;
    this.secondKey = secondKey;
  }

  /**
   * Returns the next id.
   *
   * @throws java.time.DateTimeException if the node is a newcomer, or it is before 1970
   * @throws java.io.UncheckedIOException if the mark cannot be stored
   * @throws IllegalStateException if this generator was closed
   */
  @Override
  public UUID get() {
    long nanos = counter.next(TimeRange.requireSince1970(clock.nanos()));
    long millis = nanos / NANOS_PER_MILLI;
    long fraction = ((nanos % NANOS_PER_MILLI) << FRACTION_BITS) / NANOS_PER_MILLI;
    long high = millis << 16 | VERSION | fraction >>> LOW_FRACTION_BITS;
    long lowFraction = fraction & ((1L << LOW_FRACTION_BITS) - 1);
    long random = mix(mix(nanos + key) + secondKey) >>> (Long.SIZE - RANDOM_BITS);
    return new UUID(high, VARIANT | lowFraction << RANDOM_BITS | random);
  }

  /**
   * Extracts the time of an id.
   *
   * @param id made by such a generator; of other UUIDs of version 7 the milliseconds are right
   * @return the node time that it was made for, to the nanosecond
   */
  public static Instant timeOf(UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    long fraction =
        ((high & 0xFFF) << LOW_FRACTION_BITS)
            | ((low >>> RANDOM_BITS) & ((1L << LOW_FRACTION_BITS) - 1));
    // Rounded up, as it was rounded down: there are 67 fractions to a nanosecond.
    long nanos = (fraction * NANOS_PER_MILLI + (1L << FRACTION_BITS) - 1) >>> FRACTION_BITS;
    return Instant.ofEpochMilli(high >>> 16).plusNanos(nanos);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Stores where the next life is to begin, and closes the mark. */
  @Override
  public void close() throws IOException {
    counter.close();
  }
}
