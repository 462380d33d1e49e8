package berkeley.master;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Vote.OffsetInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fault-tolerant midpoint: drop the f lowest and the f highest clocks, take the middle of what
 * is left.
 *
 * <p><b>Problem.</b> Liars may say anything, and nobody knows in advance what "near" means, so a
 * fixed range as in {@link TempoAgreement} is either too wide or too narrow.
 *
 * <p><b>Idea.</b> If at most f clocks lie, one of the f+1 lowest is honest, and so is one of the
 * f+1 highest. So what remains after dropping f at each end lies between honest clocks, and its
 * middle does. With n clocks, f = floor((n-1)/3).
 *
 * <p><b>Promise.</b> With n &gt; 3f and at most f liars, of whatever offsets and bounds, the
 * outcome lies between the lowest and the highest honest offset, as measured.
 *
 * <p><b>Limits.</b> Breakdown point 1/3. The third is what Byzantine clocks cost that tell
 * different things to different readers; here one master reads them all, and for it alone a median
 * would bear almost half. With fewer than four clocks f is 0: two or three clocks have no defence.
 * The middle of two clocks averages less noise away than the mean of many.
 *
 * <p><b>Dropped is not rejected.</b> Somebody is always lowest, and mostly it is an honest clock. A
 * clock is rejected only if its interval offset ± bound does not touch the interval that the
 * remaining clocks' intervals span. Where at most f clocks lie and the honest intervals share one
 * value, this never accuses an honest one: at least one honest clock remains, and its interval
 * holds that value too. In return a liar with a very wide interval that remains can hide another;
 * neither moves the outcome out of the honest range.
 *
 * <p><b>Source.</b> J. Lundelius Welch and N. Lynch, A new fault-tolerant algorithm for clock
 * synchronization, Information and Computation 77(1), 1988: the averaging function mid(reduce) of
 * its algorithm.
 *
 * <p>The error bound is how far the middle can shift when each remaining clock moves within its own
 * bound. Immutable and thread-safe.
 */
public final class MidpointAgreement implements Agreement {

  @Override
  public String name() {
    return "midpoint";
  }

  @Override
  public Optional<Verdict> agree(List<Vote> votes) {
    if (votes.isEmpty()) {
      return Optional.empty();
    }
    int faults = (votes.size() - 1) / 3;
    List<Vote> remaining =
        votes.stream().sorted(Vote.BY_OFFSET).toList().subList(faults, votes.size() - faults);
    long offset =
        NanosMath.middle(
            remaining.get(0).offsetNanos(), remaining.get(remaining.size() - 1).offsetNanos());
    return Optional.of(
        new Verdict(offset, errorBound(remaining, offset), rejected(votes, remaining)));
  }

  /**
   * Returns how far the middle can be off: with each clock at the lower edge of its interval it is
   * as low as it can be, with each at the upper edge as high.
   */
  private static long errorBound(List<Vote> remaining, long offset) {
    long lowest =
        NanosMath.middle(
            remaining.stream().mapToLong(vote -> vote.interval().lowNanos()).min().orElseThrow(),
            remaining.stream().mapToLong(vote -> vote.interval().lowNanos()).max().orElseThrow());
    long highest =
        NanosMath.middle(
            remaining.stream().mapToLong(vote -> vote.interval().highNanos()).min().orElseThrow(),
            remaining.stream().mapToLong(vote -> vote.interval().highNanos()).max().orElseThrow());
    return Math.max(NanosMath.subtract(offset, lowest), NanosMath.subtract(highest, offset));
  }

  private static Map<String, String> rejected(List<Vote> votes, List<Vote> remaining) {
    OffsetInterval spanned =
        new OffsetInterval(
            remaining.stream().mapToLong(vote -> vote.interval().lowNanos()).min().orElseThrow(),
            remaining.stream().mapToLong(vote -> vote.interval().highNanos()).max().orElseThrow());
    String wanted =
        ", wanted to touch %s, the span of the %d clocks that remain"
            .formatted(spanned.text(), remaining.size());
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Vote vote : votes) {
      if (!vote.interval().touches(spanned)) {
        rejected.put(vote.id(), "found " + vote.text() + wanted);
      }
    }
    return rejected;
  }
}
