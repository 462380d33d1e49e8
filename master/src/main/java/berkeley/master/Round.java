package berkeley.master;

import berkeley.api.wire.Outcome;
import berkeley.master.Agreement.Verdict;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private final VotingRules rules;
  private final CorrectionRules corrections;

  /**
   * Creates the rounds of one mastership.
   *
   * @param agreement how the votes become one offset
   * @param includeMaster whether the master's own time counts in it
   * @param master the master's name
   */
  public Round(Agreement agreement, boolean includeMaster, String master) {
    this(agreement, includeMaster, master, CorrectionRules.DEFAULT);
  }

  /**
   * Creates the rounds of one mastership.
   *
   * @param agreement how the votes become one offset
   * @param includeMaster whether the master's own time counts in it
   * @param master the master's name
   * @param corrections who is sent a correction
   */
  public Round(
      Agreement agreement, boolean includeMaster, String master, CorrectionRules corrections) {
    this.rules = new VotingRules(agreement, includeMaster, master);
    this.corrections = corrections;
  }

  /** Creates the rounds of one mastership, as its settings have them. */
  public static Round of(MasterSettings settings, String master) {
    return new Round(
        settings.agreement(), settings.includeMaster(), master, settings.corrections());
  }

  /**
   * A member's answer.
   *
   * @param newcomer whether it has yet to be brought to the others; it has no vote then, unless all
   *     are newcomers
   * @param sample what was measured just now; the correction is computed from this
   * @param supports whether that is what could be expected of it: otherwise it contradicts the
   *     master
   * @param vote what it votes with: the same, narrowed by older samples and widened by what its
   *     oscillator may have done since it was corrected
   */
  public record Answer(boolean newcomer, Sample sample, boolean supports, Vote vote) {

    /** Returns the member's name. */
    public String id() {
      return vote.id();
    }
  }

  /**
   * The outcome of a round.
   *
   * @param agreedOffsetNanos the offset against the master's clock that all move to
   * @param masterDeltaNanos the correction for the master itself; the same, since its offset is
   *     zero
   * @param corrections one for each member that answered, in the order given
   * @param counted the names of the clocks whose votes made the agreement, the master's too if it
   *     voted; empty if there is none
   */
  public record Decision(
      long agreedOffsetNanos,
      long masterDeltaNanos,
      List<Correction> corrections,
      Set<String> counted) {

    /** Copies the list and the set. */
    public Decision {
      corrections = List.copyOf(corrections);
      counted = Collections.unmodifiableSet(new LinkedHashSet<>(counted));
    }
  }

  /**
   * The correction of one member.
   *
   * @param answer what it is computed from
   * @param outcome what became of the member's vote
   * @param reason why it was not accepted, empty where it was
   * @param deltaNanos what the member must add to its time
   * @param errorBoundNanos how far from cluster time it may still be then
   * @param sent whether the member is told; if not, it is left as it is
   */
  public record Correction(
      Answer answer,
      Outcome outcome,
      String reason,
      long deltaNanos,
      long errorBoundNanos,
      boolean sent) {

    Correction unsent() {
      return new Correction(answer, outcome, reason, deltaNanos, errorBoundNanos, false);
    }
  }

  /**
   * Decides a round whose outcome may move the master's clock.
   *
   * @param answers of the members that answered
   * @param masterIsNewcomer whether the master's own time has no authority yet; it is then stepped
   *     to whatever is agreed
   */
  public Decision decide(List<Answer> answers, boolean masterIsNewcomer) {
    return decide(answers, masterIsNewcomer, false);
  }

  /**
   * Decides a round.
   *
   * @param answers of the members that answered
   * @param masterIsNewcomer whether the master's own time has no authority yet
   * @param masterStays whether the vote moves nobody, since an order moves the master's clock
   */
  public Decision decide(List<Answer> answers, boolean masterIsNewcomer, boolean masterStays) {
    VotingRules.Result vote = rules.vote(answers, masterIsNewcomer);
    Optional<Verdict> verdict = vote.verdict();
    long agreed = masterStays ? 0 : verdict.map(v -> significant(v, masterIsNewcomer)).orElse(0L);
    Map<String, String> rejected = verdict.map(Verdict::rejected).orElse(Map.of());
    // A synchronised master slews to the agreement, so the others may be that much away from it at
    // first.
    long masterOnItsWay = masterIsNewcomer ? 0 : NanosMath.distance(agreed, 0);
    List<Correction> all =
        answers.stream().map(each -> correct(each, agreed, masterOnItsWay, rejected)).toList();
    boolean needed = masterIsNewcomer || isNeeded(agreed, all);
    return new Decision(
        agreed,
        needed && !isMasterLeft(vote) ? agreed : 0,
        needed ? all.stream().map(this::unlessLeft).toList() : unsent(all),
        vote.counted());
  }

  /** Returns whether somebody has to be corrected: is new, or farther off than the threshold. */
  private boolean isNeeded(long agreed, List<Correction> all) {
    long threshold = corrections.threshold().toNanos();
    return threshold == 0
        || NanosMath.distance(agreed, 0) > threshold
        || all.stream()
            .anyMatch(
                each ->
                    each.answer().newcomer()
                        || NanosMath.distance(each.deltaNanos(), 0) > threshold);
  }

  /** A master whose time is cluster time has to go along, whatever becomes of its vote. */
  private boolean isMasterLeft(VotingRules.Result vote) {
    return corrections.leaveRejected() && corrections.exactly() && vote.masterRejected();
  }

  private Correction unlessLeft(Correction each) {
    boolean left = corrections.leaveRejected() && each.outcome() == Outcome.REJECTED;
    return left ? each.unsent() : each;
  }

  private static List<Correction> unsent(List<Correction> all) {
    return all.stream().map(Correction::unsent).toList();
  }

  private long significant(Verdict verdict, boolean masterIsNewcomer) {
    boolean withinError = NanosMath.distance(verdict.offsetNanos(), 0) <= verdict.errorBoundNanos();
    return withinError && !masterIsNewcomer && !corrections.exactly() ? 0 : verdict.offsetNanos();
  }

  private static Correction correct(
      Answer answer, long agreed, long masterOnItsWay, Map<String, String> rejected) {
    Outcome outcome = Outcome.ACCEPTED;
    String reason = "";
    if (rejected.containsKey(answer.id())) {
      outcome = Outcome.REJECTED;
      reason = rejected.get(answer.id());
    } else if (answer.newcomer()) {
      outcome = Outcome.NEWCOMER;
      reason = "not synchronised yet";
    }
    Sample sample = answer.sample();
    return new Correction(
        answer,
        outcome,
        reason,
        agreed - sample.offsetNanos(),
        NanosMath.add(sample.errorBoundNanos(), masterOnItsWay),
        true);
  }
}
