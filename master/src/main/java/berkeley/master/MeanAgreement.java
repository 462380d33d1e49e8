package berkeley.master;

import berkeley.master.Agreement.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The plain average of all clocks: the Berkeley algorithm as textbooks tell it.
 *
 * <p><b>Problem.</b> No clock of the fleet knows the right time; all must show the same.
 *
 * <p><b>Idea.</b> Independent errors cancel out, so the average of many mediocre clocks is better
 * than most of them. With clocks at 3:00 (the master), 2:50 and 3:25 the offsets are -10 and +25
 * minutes: all move to 3:05 if the master's own 0 is counted as the textbook does, and to 3:07:30
 * if it is not.
 *
 * <p><b>Limits.</b> Breakdown point 0: one clock that is wrong by an hour moves n clocks by an
 * hour/n, and nobody is ever rejected. It suits clocks that are known to be sound, and lessons.
 *
 * <p><b>Source.</b> R. Gusella and S. Zatti, The accuracy of the clock synchronization achieved by
 * TEMPO in Berkeley UNIX 4.3BSD, IEEE Transactions on Software Engineering 15(7), 1989, where the
 * average is guarded as in {@link TempoAgreement}; the three clocks are those of A. Tanenbaum and
 * M. van Steen, Distributed Systems, section on the Berkeley algorithm; likewise G. Coulouris et
 * al., Distributed Systems: Concepts and Design, section 14.3.
 *
 * <p>The error bound is the mean of all bounds. Immutable and thread-safe.
 */
public final class MeanAgreement implements Agreement {

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public Optional<Verdict> agree(List<Vote> votes) {
    return votes.isEmpty() ? Optional.empty() : Optional.of(mean(votes, Map.of()));
  }

  /** Returns the average of the counted votes, which must not be empty. */
  static Verdict mean(List<Vote> counted, Map<String, String> rejected) {
    return new Verdict(
        NanosMath.mean(counted.stream().mapToLong(Vote::offsetNanos).toArray()),
        NanosMath.meanRoundedUp(counted.stream().mapToLong(Vote::errorBoundNanos).toArray()),
        rejected);
  }
}
