package berkeley.node;

import java.util.function.LongSupplier;

/**
 * For how long a master's clock is cluster time, as far as the master can know.
 *
 * @param untilTicks the host's ticks at which its lease ends, unless members answer it until then;
 *     asked at each look, so it must be quick and safe for any thread
 * @param doubtNanos how far the next master's clock may have been from this one at its newest round
 */
public record MasterLease(LongSupplier untilTicks, long doubtNanos) {

  /** A fixed master leads for as long as it lives. */
  public static final MasterLease WITHOUT_END = new MasterLease(() -> Long.MAX_VALUE, 0);
}
