package berkeley.master;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Vote.OffsetInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vote on intervals, then a mean of the truechimers weighted by their bounds.
 *
 * <p><b>Problem.</b> Offsets are known with very different errors: 20 us from a neighbour, 50 ms
 * across a bad line. A vote on the offsets alone rejects the one for the other's error.
 *
 * <p><b>Idea.</b> A clock claims an interval: offset ± bound. {@link MajorityRegion} finds where
 * more than half of these intervals overlap. Truechimers are the clocks whose interval touches that
 * region, however odd their offsets look; the others are rejected. The truechimers' offsets are
 * averaged, each with the weight 1/bound, and the result is held within the region. A bound of 0,
 * which is the master's own, weighs as much as the smallest other one: that its offset is known
 * exactly does not make it the better clock.
 *
 * <p><b>Promise.</b> If the honest clocks' intervals have a value in common and the honest are more
 * than half of all (breakdown point 1/2), there is an agreement, and whatever the others claim it
 * lies between the lowest lower edge and the highest upper edge of the honest intervals. So it is
 * no farther from the common value than twice the largest honest bound. Without liars nobody is
 * rejected.
 *
 * <p><b>Limits.</b> Liars who hit the honest intervals' edges can pull the region to one side and
 * have an honest clock outvoted; they cannot leave the honest range. The promise rests on bounds
 * that are honest and clocks that agree up to them: clocks that truly differ by more than their
 * bounds, as at a cold start, have no majority, and two that don't touch never have one. Then there
 * is no outcome, and the caller decides what to do: widen the bounds, or take another strategy.
 *
 * <p><b>Source.</b> K. Marzullo, Maintaining the time in a distributed system, PhD thesis, Stanford
 * 1984, and K. Marzullo and S. Owicki, ACM Operating Systems Review 19(3), 1985, as refined by NTP:
 * RFC 5905, section 11.2.1; weights as in section 11.2.3.
 *
 * <p>The error bound is the bounds' mean under the same weights, plus what holding the result
 * within the region moved it. Immutable and thread-safe.
 */
public final class IntersectionAgreement implements Agreement {

  @Override
  public String name() {
    return "intersection";
  }

  @Override
  public boolean movesClusterTime() {
    return false;
  }

  @Override
  public Optional<Verdict> agree(List<Vote> votes) {
    return MajorityRegion.of(votes).map(region -> verdict(votes, region));
  }

  private static Verdict verdict(List<Vote> votes, OffsetInterval region) {
    // Sorted, since a sum of doubles depends on the order.
    List<Vote> truechimers =
        votes.stream()
            .filter(vote -> vote.interval().touches(region))
            .sorted(Vote.BY_OFFSET)
            .toList();
    Map<String, String> rejected = new LinkedHashMap<>();
    for (Vote vote : votes) {
      if (!vote.interval().touches(region)) {
        rejected.put(
            vote.id(),
            "found %s, wanted to touch %s, where %d of %d clocks overlap"
                .formatted(vote.text(), region.text(), truechimers.size(), votes.size()));
      }
    }
    return weightedMean(truechimers, region, rejected);
  }

  /**
   * Returns the weighted mean. It is summed up relative to the region, where doubles are exact
   * enough for offsets that carry weight.
   */
  private static Verdict weightedMean(
      List<Vote> truechimers, OffsetInterval region, Map<String, String> rejected) {
    long smallestBound =
        truechimers.stream()
            .mapToLong(Vote::errorBoundNanos)
            .filter(bound -> bound > 0)
            .min()
            .orElse(1);
    double weights = 0;
    double offsets = 0;
    double bounds = 0;
    for (Vote vote : truechimers) {
      double weight = (double) smallestBound / Math.max(smallestBound, vote.errorBoundNanos());
      weights += weight;
      offsets += weight * NanosMath.subtract(vote.offsetNanos(), region.lowNanos());
      bounds += weight * vote.errorBoundNanos();
    }
    long mean = NanosMath.add(region.lowNanos(), Math.round(offsets / weights));
    long held = region.nearestTo(mean);
    long bound = NanosMath.add((long) Math.ceil(bounds / weights), NanosMath.distance(mean, held));
    return new Verdict(held, bound, rejected);
  }
}
