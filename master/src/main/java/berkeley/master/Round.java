package berkeley.master;

import berkeley.api.wire.Outcome;
import berkeley.master.RoundDecision.Correction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The heart of the algorithm: from the clocks that answered to the corrections that all are sent.
 *
 * <p><b>Idea</b> (Gusella and Zatti 1989): the master moves everybody, itself included, to an
 * average of what it has measured; it sends each the difference, so that transit times do no harm.
 *
 * <p><b>One refinement.</b> The measured average is only as good as its bound. Were the cluster
 * moved by each of them, its time would wander at random with the noise of every round. So an
 * agreement that the master's own time satisfies within its bound moves nothing, and the cluster's
 * rate is that of the master's clock; one that it does not satisfy (a master whose oscillator has
 * gone wrong, a cold start) moves all. See docs/decisions/0004-the-cluster-keeps-its-rate.md.
 */
public final class Round {

  private final VotingRules electorate;

  /**
   * Rounds of one mastership.
   *
   * @param agreement how the votes become one offset
   * @param includeMaster whether the master's own time counts in it
   * @param master the master's name
   */
  public Round(Agreement agreement, boolean includeMaster, String master) {
    this.electorate = new VotingRules(agreement, includeMaster, master);
  }

  /**
   * Decides a round.
   *
   * @param answered the members that answered
   * @param masterIsNewcomer whether the master's own time has no authority yet; it is then stepped
   *     to whatever is agreed
   */
  public RoundDecision decide(List<RespondingMember> answered, boolean masterIsNewcomer) {
    return decide(answered, masterIsNewcomer, false);
  }

  /**
   * Decides a round.
   *
   * @param answered the members that answered
   * @param masterIsNewcomer whether the master's own time has no authority yet
   * @param masterStays whether the vote moves nobody, since an order moves the master's clock
   */
  public RoundDecision decide(
      List<RespondingMember> answered, boolean masterIsNewcomer, boolean masterStays) {
    Optional<Verdict> verdict = electorate.vote(answered, masterIsNewcomer);
    long agreed = masterStays ? 0 : verdict.map(v -> significant(v, masterIsNewcomer)).orElse(0L);
    Map<String, String> rejected = verdict.map(Verdict::rejected).orElse(Map.of());
    // A synchronised master slews to the agreement, so the others may be that much away from it at
    // first.
    long masterOnItsWay = masterIsNewcomer ? 0 : NanosMath.distance(agreed, 0);
    List<Correction> corrections =
        answered.stream().map(c -> correct(c, agreed, masterOnItsWay, rejected)).toList();
    return new RoundDecision(agreed, agreed, corrections);
  }

  private static long significant(Verdict verdict, boolean masterIsNewcomer) {
    boolean withinError = NanosMath.distance(verdict.offsetNanos(), 0) <= verdict.errorBoundNanos();
    return withinError && !masterIsNewcomer ? 0 : verdict.offsetNanos();
  }

  private static Correction correct(
      RespondingMember candidate, long agreed, long masterOnItsWay, Map<String, String> rejected) {
    Outcome outcome = Outcome.ACCEPTED;
    String reason = "";
    if (rejected.containsKey(candidate.id())) {
      outcome = Outcome.REJECTED;
      reason = rejected.get(candidate.id());
    } else if (candidate.newcomer()) {
      outcome = Outcome.NEWCOMER;
      reason = "not synchronised yet";
    }
    Sample sample = candidate.sample();
    return new Correction(
        candidate,
        outcome,
        reason,
        agreed - sample.offsetNanos(),
        NanosMath.add(sample.errorBoundNanos(), masterOnItsWay));
  }
}
