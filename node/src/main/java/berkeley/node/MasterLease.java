package berkeley.node;

import java.util.function.LongSupplier;

/**
 * The time for which a master's clock is cluster time, as far as the master can know.
 *
 * @param untilTicks the host's ticks at which its lease ends, unless members answer it before then;
 *     called at each reading of the clock, so it must be quick and safe for any thread
 * @param doubtNanos how far the next master's clock may have been from this one at its newest
 *     round, in nanoseconds
 */
public record MasterLease(LongSupplier untilTicks, long doubtNanos) {

  /** The lease of a fixed master, which leads for as long as it runs. */
  public static final MasterLease WITHOUT_END = new MasterLease(() -> Long.MAX_VALUE, 0);
}
