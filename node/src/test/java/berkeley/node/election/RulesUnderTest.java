package berkeley.node.election;

import berkeley.api.wire.MemberId;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The rules that a test's elections follow: those that there are, or with one mistake. */
public final class RulesUnderTest {
  public static final RulesUnderTest UNBROKEN = new RulesUnderTest(BrokenRules::unbroken);
  public static final RulesUnderTest VOTES_TWICE = new RulesUnderTest(BrokenRules.VotesTwice::new);
  public static final RulesUnderTest NEVER_WAITS = new RulesUnderTest(BrokenRules.NeverWaits::new);
  public static final RulesUnderTest LEASES_FROM_VOTES =
      new RulesUnderTest(BrokenRules.LeasesFromVotes::new);
  public static final RulesUnderTest OVERSTAYS_ITS_LEASE =
      new RulesUnderTest(BrokenRules.OverstaysItsLease::new);
  public static final RulesUnderTest FORGETS_WHAT_IT_ACKNOWLEDGED =
      new RulesUnderTest(BrokenRules.ForgetsWhatItAcknowledged::new);
  public static final RulesUnderTest RELEASES_THE_DEPARTED =
      new RulesUnderTest(BrokenRules.ReleasesTheDeparted::new);
  public static final RulesUnderTest ASKS_NOBODY = new RulesUnderTest(BrokenRules.AsksNobody::new);

  private final Function<ElectionSettings, ElectionRules> rules;

  private RulesUnderTest(Function<ElectionSettings, ElectionRules> rules) {
    this.rules = rules;
  }

  /** Creates the machine of a node that has just started. */
  public Election election(
      ElectionSettings settings,
      MemberId self,
      TermFence fence,
      RandomGenerator random,
      long nowTicks) {
    return new Election(
        rules.apply(settings), new ElectionState(self, true, fence, nowTicks), random);
  }
}
