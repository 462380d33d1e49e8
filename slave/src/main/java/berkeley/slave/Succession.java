package berkeley.slave;

import berkeley.api.MemberReport;
import berkeley.api.Outcome;
import berkeley.api.RoundReport;
import java.util.Comparator;
import java.util.List;

/**
 * Who may lead after a master, as its newest round has it, and how far from its clock that one may
 * be. Immutable.
 *
 * @param accepted the members whose vote counted in that round
 */
public record Succession(List<MemberReport> accepted) {

  /** Of a master that has not completed a round. */
  public static final Succession UNKNOWN = new Succession(List.of());

  /** Copies the list. */
  public Succession {
    accepted = List.copyOf(accepted);
  }

  /** As of a round. */
  public static Succession after(RoundReport report) {
    return new Succession(
        report.members().stream().filter(member -> member.outcome() == Outcome.ACCEPTED).toList());
  }

  /**
   * How far an accepted member was from the master's clock at most, in nanoseconds: one of them
   * leads next.
   */
  public long doubtNanos() {
    return accepted.stream()
        .mapToLong(member -> Math.abs(member.offsetNanos()) + member.errorBoundNanos())
        .max()
        .orElse(0);
  }

  /** Members that would make good masters, the best first: those with the smallest bounds. */
  public List<String> names() {
    return accepted.stream()
        .sorted(Comparator.comparingLong(MemberReport::errorBoundNanos))
        .map(MemberReport::id)
        .toList();
  }
}
