package berkeley.node.election;

import static berkeley.node.election.ElectionHarness.A;
import static berkeley.node.election.ElectionHarness.LEASE;
import static berkeley.node.election.ElectionHarness.SETTINGS;
import static berkeley.node.election.ElectionHarness.Z;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the cluster time that a node and its voters know has to do with an election. */
class ClusterTimeKnowledgeTest {

  private static final long PHASE = 70;
  private static final long OTHER = 71;
  private static final long EXPIRY = SETTINGS.memberExpiryNanos();

  private final ElectionHarness m = new ElectionHarness();

  @BeforeEach
  void takePart() {
    m.takePart();
  }

  /** Makes m obey z, which leads in a phase, and then lose it. */
  private void loseMasterOf(long phase) {
    m.phase = phase;
    m.clock.phase = phase;
    m.beat(Z, 1);
    m.pass(2 * LEASE);
  }

  /** Elects m in term 2 by the vote of a, which names a phase; returns what its mandate says. */
  private boolean kept(long namedByVoter) {
    m.phase = namedByVoter;
    m.win(A, 2);
    return mandate();
  }

  private boolean mandate() {
    return m.acknowledge(A, m.now).stream()
        .filter(ElectionAction.BecomeMaster.class::isInstance)
        .map(action -> ((ElectionAction.BecomeMaster) action).keptItsRate())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clusterTimeKeptItsRateIfAMajorityWasBoundByNoOtherPhaseSince() {
    loseMasterOf(PHASE);

    assertTrue(kept(PHASE));
  }

  @Test
  void aVoterThatStartedAnewIsNoWitness() {
    loseMasterOf(PHASE);

    assertFalse(kept(0));
  }

  @Test
  void aVoterThatWasBoundByALaterPhaseIsNoWitness() {
    loseMasterOf(PHASE);

    assertFalse(kept(OTHER));
  }

  @Test
  void whoWasCorrectedInAPhaseButNotBoundByItIsNoWitnessItself() {
    m.clock.phase = PHASE;
    m.phase = PHASE;
    m.win(A, 1);

    assertFalse(mandate());
  }

  @Test
  void whoWasBoundByAnotherPhaseThanItWasCorrectedInIsNoWitnessItself() {
    loseMasterOf(PHASE);
    m.clock.phase = OTHER;

    assertFalse(kept(OTHER));
  }

  @Test
  void inAPhaseInWhichClusterTimeMayBeMovedNobodyIsAWitness() {
    loseMasterOf(PHASE);
    m.clock.phase = 0;

    assertFalse(kept(0));
  }

  @Test
  void whoIsCorrectedInAnotherPhaseBeforeItsLeaseBeginsHasNoWitnesses() {
    loseMasterOf(PHASE);
    m.phase = PHASE;
    m.win(A, 2);
    m.clock.phase = OTHER;

    assertFalse(mandate());
  }

  @Test
  void aVoterTellsThePhaseThatBoundItLastAndItsEpoch() {
    m.clock.epoch = 5;
    m.epoch = 5;
    assertEquals(0, m.ask(A, Ballot.RECOVERY_QUERY, 0).phase());
    loseMasterOf(PHASE);
    m.clock.phase = OTHER;

    assertEquals(PHASE, m.ask(A, Ballot.VOTE, 2).phase());
    assertEquals(5, m.ask(A, Ballot.VOTE, 2).epoch());
  }

  @Test
  void whoKnowsClusterTimeVotesForItsOwnEpochOnly() {
    m.clock.epoch = 5;
    for (long foreign : new long[] {6, 0}) {
      m.epoch = foreign;
      assertFalse(m.ask(A, Ballot.PRE_VOTE, 1).granted());
      assertFalse(m.ask(A, Ballot.VOTE, 1).granted());
    }
    m.epoch = 5;
    assertTrue(m.ask(A, Ballot.PRE_VOTE, 2).granted());
    assertTrue(m.ask(A, Ballot.VOTE, 2).granted());
  }

  @Test
  void whoKnowsNoClusterTimeVotesForAnybody() {
    m.epoch = 6;
    assertTrue(m.ask(A, Ballot.VOTE, 1).granted());
    m.epoch = 0;
    assertTrue(m.ask(A, Ballot.VOTE, 2).granted());
  }

  @Test
  void whoKnowsNoClusterTimeLetsThoseGoFirstThatDoButOnlyOnce() {
    m.epoch = 5;
    m.ask(A, Ballot.RECOVERY_QUERY, 0);
    long first = m.election.nextDeadlineNanos();
    m.tickAt(first);
    assertEquals(ElectionRole.FOLLOWER, m.election.role());
    assertTrue(m.election.nextDeadlineNanos() - first >= LEASE);

    m.tickAt(m.election.nextDeadlineNanos());
    assertEquals(ElectionRole.PRE_CANDIDATE, m.election.role());
  }

  @Test
  void whoseTimeIsInDoubtDoesNotStand() {
    m.clock.mayLead = false;
    long began = m.now;
    while (m.now - began < 4 * LEASE) {
      m.tickAt(m.election.nextDeadlineNanos());
      assertEquals(ElectionRole.FOLLOWER, m.election.role());
    }
    assertTrue(m.ask(A, Ballot.VOTE, 1).granted(), "but it votes");
    m.clock.mayLead = true;
    m.stand();
  }

  @Test
  void whoseTimeIsInDoubtForgetsItOnceThereHasBeenNoMasterForLong() {
    m.beat(Z, 1);
    long led = m.now;
    m.clock.mayLead = false;
    boolean forgot = false;
    while (!forgot) {
      assertTrue(m.now < led + EXPIRY + 2 * LEASE, "it goes on in doubt");
      forgot = m.tickAt(m.election.nextDeadlineNanos()).contains(new ElectionAction.ForgetTime());
    }
    assertTrue(m.now >= led + EXPIRY);

    m.clock.mayLead = true;
    m.stand();
  }

  @Test
  void whoseTimeIsInDoubtStandsIfNobodyElseCan() {
    m.clock.mayLead = false;
    m.feed(new ElectionEvent.MembersSeen(Set.of("m")));
    for (int i = 0; i < 3; i++) {
      m.tickAt(m.election.nextDeadlineNanos());
    }

    assertTrue(m.leads());
  }

  @Test
  void aMasterAnnouncesItsPhase() {
    m.clock.phase = OTHER;
    List<Long> announced =
        m.win(A, 1).stream()
            .filter(ElectionAction.SendHeartbeat.class::isInstance)
            .map(action -> ((ElectionAction.SendHeartbeat) action).heartbeat().phase())
            .toList();

    assertEquals(List.of(OTHER, OTHER), announced);
  }

  /** Makes m follow a list of a, b, c, d and itself, all but itself of another cluster. */
  private Membership strangers() {
    Membership list = new Membership(1, 3, List.of("b", "c", "d", "m", "z"));
    m.feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(Z, 1, m.now, list, 0)));
    m.tickAt(m.now + 2 * LEASE);
    assertEquals(list, m.election.membership());
    return list;
  }

  private List<ElectionAction> see(long afterNanos, String... names) {
    m.pass(afterNanos);
    return m.feed(new ElectionEvent.MembersSeen(Set.of(names)));
  }

  @Test
  void aListMostOfWhichNoRegistryKnowsIsGivenUpAfterALease() {
    Membership old = strangers();
    see(0, "a", "m");
    see(LEASE - 1, "a", "m");
    assertEquals(old, m.election.membership());
    List<ElectionAction> actions = see(1, "a", "m");

    assertFalse(actions.contains(new ElectionAction.ForgetTime()), "it knows none");
    assertEquals(List.of("a", "m"), m.election.membership().members());
    m.feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(A, 2, m.now, old, 0)));
    assertEquals(List.of("a", "m"), m.election.membership().members(), "for good");
  }

  @Test
  void whoKnowsClusterTimeWaitsForTheMemberExpiryAndForgetsIt() {
    m.clock.epoch = 5;
    Membership old = strangers();
    see(0, "a", "m");
    see(EXPIRY - 1, "a", "m");
    assertEquals(old, m.election.membership());

    assertTrue(see(1, "a", "m").contains(new ElectionAction.ForgetTime()));
    assertEquals(List.of("a", "m"), m.election.membership().members());
  }

  @Test
  void aListIsKeptIfOneLookKnowsMostOfItAgain() {
    Membership old = strangers();
    see(0, "a", "m");
    see(LEASE - 1, "b", "c", "m");
    see(1, "a", "m");
    see(LEASE - 1, "a", "m");

    assertEquals(old, m.election.membership());
  }
}
