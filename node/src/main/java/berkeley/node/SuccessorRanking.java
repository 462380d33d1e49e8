package berkeley.node;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The members that may lead after a master, according to its rounds, and how far their clocks may
 * be from its own. Immutable.
 *
 * <p>A member that did not answer keeps its former value, plus what it may have drifted since: an
 * isolated master reaches no member in its last round, and one that it did not reach leads next.
 *
 * @param accepted the members whose vote counted in the newest round
 * @param doubts how far each member may have been from this clock then, by name, in nanoseconds
 * @param ticksNanos the host's ticks after that round
 */
public record SuccessorRanking(
    List<MemberReport> accepted, Map<String, Long> doubts, long ticksNanos) {

  /** The ranking of a master that has not completed a round. */
  public static final SuccessorRanking UNKNOWN = new SuccessorRanking(List.of(), Map.of(), 0);

  /** How fast two uncorrected clocks may drift apart, each within the wander limit. */
  private static final double APART_RATIO = 20e-6;

  /** Copies the collections. */
  public SuccessorRanking {
    accepted = List.copyOf(accepted);
    doubts = Map.copyOf(doubts);
  }

  /**
   * Returns the ranking after one more round.
   *
   * @param report the round
   * @param ticks the host's ticks just after it
   */
  public SuccessorRanking next(RoundReport report, long ticks) {
    long drifted = (long) Math.ceil(Math.max(0, ticks - ticksNanos) * APART_RATIO);
    Map<String, Long> now = new HashMap<>();
    for (MemberReport member : report.members()) {
      switch (member.outcome()) {
        case ACCEPTED ->
            now.put(member.id(), Math.abs(member.offsetNanos()) + member.errorBoundNanos());
        case NEWCOMER -> now.put(member.id(), member.errorBoundNanos()); // it was stepped
        case UNREACHABLE ->
            now.computeIfAbsent(
                member.id(),
                id -> doubts.containsKey(id) ? Long.valueOf(doubts.get(id) + drifted) : null);
        case REJECTED -> {
          // the distance of a liar is unknown
        }
      }
    }
    return new SuccessorRanking(
        report.members().stream().filter(m -> m.outcome() == Outcome.ACCEPTED).toList(),
        now,
        ticks);
  }

  /**
   * Returns how far a member was from the master's clock at most, in nanoseconds: one of them leads
   * next.
   */
  public long doubtNanos() {
    return doubts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Returns the members accepted in the newest round, those with the smallest bounds first. */
  public List<String> names() {
    return accepted.stream()
        .sorted(Comparator.comparingLong(MemberReport::errorBoundNanos))
        .map(MemberReport::id)
        .toList();
  }
}
