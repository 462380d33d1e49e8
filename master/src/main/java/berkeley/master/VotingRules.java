package berkeley.master;

import berkeley.master.Agreement.Verdict;
import berkeley.master.Round.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of who votes in a round, and by how much the cluster moves.
 *
 * <p>Members vote, newcomers do not: a node that joins is brought to the others and never moves
 * them. Only at a cold start, when even the master is a newcomer, and nobody else is a member, do
 * all vote.
 *
 * <p>The master's own time is left out of the average unless it is asked to be counted. When the
 * votes of the others cannot be reconciled (two clocks, one of which lies), its clock is counted
 * all the same; if even that gives no majority, the cluster stays where the master is. A cold start
 * has to end in a common time in any case: there, clocks that no strategy can reconcile are given
 * the fault-tolerant midpoint.
 */
final class VotingRules {

  private static final Agreement COLD_START = new MidpointAgreement();

  private final Agreement agreement;
  private final boolean includeMaster;
  private final String master;

  /** Creates the rules of one mastership; see {@link Round#Round}. */
  VotingRules(Agreement agreement, boolean includeMaster, String master) {
    this.agreement = agreement;
    this.includeMaster = includeMaster;
    this.master = master;
  }

  /**
   * The outcome of a vote.
   *
   * @param verdict what all move to; empty when nobody has a vote or no majority exists
   * @param counted the names of those whose votes made it, the master's too if it voted
   * @param masterRejected whether the master voted and lost its vote
   */
  record Result(Optional<Verdict> verdict, Set<String> counted, boolean masterRejected) {

    private static final Result NONE = new Result(Optional.empty(), Set.of(), false);
  }

  /**
   * Returns the outcome of the vote.
   *
   * @param answers of the members that answered
   * @param masterIsNewcomer whether the master's own time has no authority yet
   */
  Result vote(List<Answer> answers, boolean masterIsNewcomer) {
    List<Vote> members =
        answers.stream().filter(each -> !each.newcomer()).map(Answer::vote).toList();
    boolean coldStart = masterIsNewcomer && members.isEmpty();
    List<Vote> votes = coldStart ? answers.stream().map(Answer::vote).toList() : members;
    if (votes.isEmpty()) {
      return Result.NONE;
    }
    // A newcomer's time has no authority among members, so it has no vote either.
    boolean masterMayVote = coldStart || !masterIsNewcomer;
    List<Vote> all = includeMaster && masterMayVote ? withMaster(votes) : votes;
    Optional<Verdict> verdict = agreement.agree(all);
    if (verdict.isEmpty() && !includeMaster && !masterIsNewcomer) {
      all = withMaster(votes);
      verdict = agreement.agree(all);
    }
    if (verdict.isEmpty() && masterIsNewcomer) {
      verdict = COLD_START.agree(all).map(VotingRules::withoutRejections);
    }
    return result(verdict, all);
  }

  private Result result(Optional<Verdict> verdict, List<Vote> votes) {
    Set<String> counted = new LinkedHashSet<>();
    verdict.ifPresent(
        found ->
            votes.stream()
                .map(Vote::id)
                .filter(id -> !found.rejected().containsKey(id))
                .forEach(counted::add));
    boolean masterRejected = verdict.filter(v -> v.rejected().containsKey(master)).isPresent();
    return new Result(verdict.map(this::withoutMaster), counted, masterRejected);
  }

  /** Returns the verdict without rejections: before the first agreement no clock is wrong. */
  private static Verdict withoutRejections(Verdict verdict) {
    return new Verdict(verdict.offsetNanos(), verdict.errorBoundNanos(), Map.of());
  }

  private List<Vote> withMaster(List<Vote> votes) {
    List<Vote> all = new ArrayList<>(votes);
    all.add(new Vote(master, 0, 0));
    return all;
  }

  private Verdict withoutMaster(Verdict verdict) {
    if (!verdict.rejected().containsKey(master)) {
      return verdict;
    }
    Map<String, String> others = new LinkedHashMap<>(verdict.rejected());
    others.remove(master);
    return new Verdict(verdict.offsetNanos(), verdict.errorBoundNanos(), others);
  }
}
