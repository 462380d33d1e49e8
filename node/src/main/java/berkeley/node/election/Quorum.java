package berkeley.node.election;

import berkeley.api.wire.Membership;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The number of members that must agree: the majority of those not known to have left, or a fixed
 * number.
 *
 * <p>Two majorities of one list share a member. So do majorities of two lists that differ in one
 * member (Ongaro, Consensus: Bridging Theory and Practice, 2014, section 4.1). And so do they when
 * each side leaves out the members that it knows to have left: with d and e departures known, the
 * two majorities together hold more than n - (d + e)/2 nodes, while at most n - max(d, e) are left
 * to vote.
 */
final class Quorum {

  private final int fixed;

  /**
   * Creates a rule.
   *
   * @param fixed the number of members needed, or 0 for the majority
   */
  Quorum(int fixed) {
    this.fixed = fixed;
  }

  /** Returns how many of these members must agree. */
  int needed(Membership membership, Set<String> departed) {
    return fixed > 0 ? fixed : voters(membership, departed) / 2 + 1;
  }

  /** Returns whether enough members agree. Nodes that are not members do not count. */
  boolean isReached(Membership membership, Set<String> departed, Collection<String> agreed) {
    long count =
        membership.members().stream()
            .filter(name -> !departed.contains(name) && agreed.contains(name))
            .count();
    return count >= needed(membership, departed);
  }

  /**
   * Returns the latest instant at which a quorum had been in contact: the k-th newest contact, with
   * k the number needed.
   *
   * @param contacts ticks of each member's newest contact
   * @param never what to return if fewer than a quorum have ever been in contact
   */
  long reachedAt(
      Membership membership, Set<String> departed, Map<String, Long> contacts, long never) {
    long[] sorted =
        membership.members().stream()
            .filter(name -> !departed.contains(name))
            .map(contacts::get)
            .filter(Objects::nonNull)
            .mapToLong(contact -> contact - never)
            .toArray();
    int needed = needed(membership, departed);
    if (sorted.length < needed) {
      return never;
    }
    Arrays.sort(sorted);
    return never + Math.max(0, sorted[sorted.length - needed]);
  }

  private static int voters(Membership membership, Set<String> departed) {
    return (int) membership.members().stream().filter(name -> !departed.contains(name)).count();
  }
}
