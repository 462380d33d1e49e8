package berkeley.node;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may lead after a master, as its rounds have it, and how far from its clock that one may be.
 * Immutable.
 *
 * <p>A member that did not answer counts with what was known of it before, and what it may have
 * drifted since: a master that is cut off reaches nobody in its last round, and one of those whom
 * it did not reach leads next.
 *
 * @param accepted the members whose vote counted in the newest round
 * @param doubts how far each member in the view may have been from this clock then, by name, in
 *     nanoseconds
 * @param ticksNanos the host's ticks after that round
 */
public record SuccessorRanking(
    List<MemberReport> accepted, Map<String, Long> doubts, long ticksNanos) {

  /** Of a master that has not completed a round. */
  public static final SuccessorRanking UNKNOWN = new SuccessorRanking(List.of(), Map.of(), 0);

  /** Two clocks that nobody corrects, each within the wander limit of its frequency. */
  private static final double APART_RATIO = 20e-6;

  /** Copies the collections. */
  public SuccessorRanking {
    accepted = List.copyOf(accepted);
    doubts = Map.copyOf(doubts);
  }

  /**
   * After one more round.
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
          // how far a liar is nobody can say
        }
      }
    }
    return new SuccessorRanking(
        report.members().stream().filter(m -> m.outcome() == Outcome.ACCEPTED).toList(),
        now,
        ticks);
  }

  /** How far a member was from the master's clock at most, in nanoseconds: one of them is next. */
  public long doubtNanos() {
    return doubts.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Members that would make good masters, the best first: those with the smallest bounds. */
  public List<String> names() {
    return accepted.stream()
        .sorted(Comparator.comparingLong(MemberReport::errorBoundNanos))
        .map(MemberReport::id)
        .toList();
  }
}
