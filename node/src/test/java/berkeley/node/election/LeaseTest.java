package berkeley.node.election;

import static berkeley.node.election.ElectionHarness.A;
import static berkeley.node.election.ElectionHarness.LEASE;
import static berkeley.node.election.ElectionHarness.MASTER_LEASE;
import static berkeley.node.election.ElectionHarness.SETTINGS;
import static berkeley.node.election.ElectionHarness.Z;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a lease begins and ends, and whom it binds. */
class LeaseTest {

  private static final long MILLI = 1_000_000;

  private final ElectionHarness m = new ElectionHarness();

  private static boolean begins(List<ElectionAction> actions) {
    return actions.stream().anyMatch(ElectionAction.BecomeMaster.class::isInstance);
  }

  @Test
  void votesGiveNoLease() {
    m.takePart();
    assertFalse(begins(m.win(A, 1)));

    assertEquals(ElectionRole.MASTER, m.election.role());
    assertFalse(m.leads());
    assertTrue(m.election.leadsUntilNanos() - m.now <= 0);
  }

  @Test
  void aLeaseBeginsWithTheAcknowledgementOfAMajorityAndIsDatedFromTheSending() {
    m.takePart().win(A, 1);
    long won = m.now;
    m.pass(100 * MILLI);
    assertTrue(begins(m.acknowledge(Z, won)));

    assertTrue(m.leads());
    assertEquals(won + MASTER_LEASE, m.election.leadsUntilNanos());
    m.now = won + MASTER_LEASE - 1;
    assertTrue(m.leads());
    m.now++;
    assertFalse(m.leads());
    assertEquals(
        List.of(new ElectionAction.StepDown(1, StepDownReason.QUORUM_LOST)),
        m.feed(new ElectionEvent.Tick()));
  }

  @Test
  void anAcknowledgementThatBindsNobodyDoesNotCount() {
    m.takePart().win(A, 1);

    assertFalse(begins(m.acknowledge(A, m.now, false)));
    assertFalse(m.leads());
  }

  @Test
  void whatWasSentBeforeTheVictoryDoesNotCount() {
    m.takePart().win(A, 1);

    assertFalse(begins(m.acknowledge(A, m.now - 1)));
    assertFalse(begins(m.acknowledge(A, m.now + 1)), "nor what was never sent");
    assertFalse(m.leads());
  }

  @Test
  void aLeaseIsProlongedByWhatAMajorityHasAcknowledgedSince() {
    m.takePart().win(A, 1);
    long won = m.now;
    m.acknowledge(A, won);
    m.tickAt(won + SETTINGS.heartbeatNanos());
    long sent = m.now;
    m.pass(50 * MILLI);
    m.acknowledge(Z, sent);
    assertEquals(sent + MASTER_LEASE, m.election.leadsUntilNanos());

    m.acknowledge(A, won);
    assertEquals(sent + MASTER_LEASE, m.election.leadsUntilNanos(), "an old answer, repeated");
  }

  @Test
  void aWinnerWhomNobodyAcknowledgesGivesUpAfterACandidacyAndWasNeverMaster() {
    m.takePart().win(A, 1);
    long won = m.now;
    assertEquals(
        List.of(),
        m.tickAt(won + SETTINGS.candidacyNanos() - 1).stream()
            .filter(action -> !(action instanceof ElectionAction.SendHeartbeat))
            .toList());
    assertEquals(List.of(), m.tickAt(won + SETTINGS.candidacyNanos()));

    assertEquals(ElectionRole.FOLLOWER, m.election.role());
    assertTrue(m.ask(Z, Ballot.VOTE, 2).granted(), "nothing binds it");
  }

  @Test
  void whoeverAcknowledgesNeitherVotesForAnotherNorStandsForALeaseFromThen() {
    m.takePart();
    assertTrue(m.beat(A, 1).binds());
    long bound = m.now;
    // Somebody else has raised the term, so that it has no master to wait for.
    m.feed(new ElectionEvent.CorrectionRefused(1, 2));
    while (m.election.nextDeadlineNanos() < bound + LEASE) {
      m.tickAt(m.election.nextDeadlineNanos());
      assertEquals(ElectionRole.FOLLOWER, m.election.role());
    }
    m.now = bound + LEASE - 1;
    assertFalse(m.ask(Z, Ballot.PRE_VOTE, 5).granted());
    assertFalse(m.ask(Z, Ballot.VOTE, 5).granted());
    assertEquals(2, m.election.term());
    m.now++;
    assertTrue(m.ask(Z, Ballot.VOTE, 5).granted());
  }

  @Test
  void whoeverAcknowledgesObeysNoOtherMasterForALeaseFromThen() {
    m.takePart();
    m.beat(A, 1);
    long bound = m.now;
    m.now = bound + LEASE - 1;

    assertFalse(m.beat(Z, 2).accepted());
    assertFalse(m.correction(Z, 2).accepted());
    m.leave(Z, 9);
    m.ask(Z, Ballot.RECOVERY_QUERY, 9, new Membership(9, 0, List.of("a", "m", "z")));
    assertEquals(1, m.election.term());
    m.now++;
    assertTrue(m.beat(Z, 2).accepted());
  }

  @Test
  void aVoteBindsNobody() {
    m.takePart();
    assertTrue(m.ask(A, Ballot.VOTE, 1).granted());

    assertTrue(m.ask(Z, Ballot.VOTE, 2).granted());
  }

  @Test
  void aCorrectionBindsNobody() {
    m.takePart();
    assertTrue(m.correction(A, 1).accepted());

    assertTrue(m.ask(Z, Ballot.VOTE, 2).granted());
  }

  @Test
  void whoIsBoundVotesForItsMasterAndForNoOtherLifeOfIt() {
    m.takePart();
    m.beat(A, 1);

    assertFalse(m.ask(new MemberId("a", 2), Ballot.VOTE, 2).granted());
    assertTrue(m.ask(A, Ballot.VOTE, 2).granted());
  }

  @Test
  void whoSitsOutAcknowledgesNothing() {
    m.feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    assertTrue(m.beat(A, 1).accepted(), "it obeys");
    assertFalse(m.beat(A, 1).binds());

    m.takePart();
    assertTrue(m.beat(A, 1).binds());
  }

  @Test
  void whoIsNotElectableAcknowledgesNothing() {
    ElectionHarness plain = new ElectionHarness(false);

    assertTrue(plain.beat(A, 1).accepted());
    assertFalse(plain.beat(A, 1).binds());
  }

  @Test
  void theMastersFarewellReleasesNobody() {
    m.takePart();
    m.beat(A, 1);
    long bound = m.now;
    m.leave(A, 1);
    m.now = bound + LEASE - 1;

    assertFalse(m.ask(Z, Ballot.VOTE, 2).granted());
    m.now++;
    assertTrue(m.ask(Z, Ballot.VOTE, 2).granted());
  }

  @Test
  void whoSaidFarewellCountsUntilALeaseLater() {
    m.takePart();
    m.leave(A, 0);
    long left = m.now;
    m.stand();
    assertEquals(2, m.election.quorumNeeded());
    assertEquals(ElectionRole.PRE_CANDIDATE, m.election.role(), "z has not agreed");

    m.leave(Z, 0);
    m.tickAt(left + LEASE - 1);
    assertEquals(ElectionRole.FOLLOWER, m.election.role());
    assertEquals(0, m.election.term());
  }

  @Test
  void whoWasAskedToStepDownFallsSilentAndStaysBoundByItsOwnLease() {
    m.takePart().win(A, 1);
    m.acknowledge(A, m.now);
    long until = m.election.leadsUntilNanos();
    assertEquals(
        List.of(new ElectionAction.StepDown(1, StepDownReason.ASKED)),
        m.feed(new ElectionEvent.StepDownAsked()),
        "and not a word to anybody");
    assertFalse(m.leads());
    m.now = until - 1;
    assertFalse(m.ask(Z, Ballot.PRE_VOTE, 2).granted());
    m.now = until;
    assertTrue(m.ask(Z, Ballot.PRE_VOTE, 2).granted());
  }

  @Test
  void whoWasAskedToStepDownLetsTheOthersTryForTwoLeases() {
    m.takePart().win(A, 1);
    m.acknowledge(A, m.now);
    m.feed(new ElectionEvent.StepDownAsked());
    long asked = m.now;
    m.stand();

    assertTrue(m.now - asked >= 2 * LEASE);
  }

  @Test
  void norDoesTheCandidacyOfAnotherOneThatFailsMakeItStandSooner() {
    m.takePart().win(A, 1);
    m.acknowledge(A, m.now);
    long until = m.election.leadsUntilNanos();
    m.feed(new ElectionEvent.StepDownAsked());
    long asked = m.now;
    m.now = until;
    assertTrue(m.ask(Z, Ballot.VOTE, 2).granted());
    m.stand();

    assertTrue(m.now - asked >= 2 * LEASE);
  }

  @Test
  void whoIsDeposedByANewerTermStaysBoundByItsOwnLease() {
    m.takePart().win(A, 1);
    m.acknowledge(A, m.now);
    long until = m.election.leadsUntilNanos();
    m.feed(new ElectionEvent.CorrectionRefused(1, 7));
    m.now = until - 1;

    assertFalse(m.ask(Z, Ballot.VOTE, 8).granted());
    m.now = until;
    assertTrue(m.ask(Z, Ballot.VOTE, 8).granted());
  }

  @Test
  void anotherLifeOfTheMasterIsRefusedInTheSameTermAndObeyedInTheNextOnceTheLeaseIsOver() {
    m.takePart();
    MemberId next = new MemberId("a", 2);
    assertTrue(m.correction(A, 1).accepted());
    assertTrue(m.beat(A, 1).accepted());

    assertEquals(new ElectionAction.AnswerCorrection(false, 1, "a"), m.correction(next, 1));
    assertFalse(m.beat(next, 1).accepted());
    assertTrue(m.correction(A, 1).accepted(), "the first one leads on");
    assertFalse(m.beat(next, 2).accepted(), "it has acknowledged the first");
    m.pass(LEASE);
    assertTrue(m.beat(next, 2).accepted());
    assertFalse(m.correction(A, 2).accepted());
  }

  @Test
  void whichLifeOfTheMasterItObeysIsLearntFromTheFirstThatSays() {
    m.takePart();
    assertTrue(m.correction(new MemberId("a", 0), 1).accepted());
    assertTrue(m.correction(A, 1).accepted());
    assertFalse(m.beat(new MemberId("a", 2), 1).accepted());
    assertTrue(m.correction(new MemberId("a", 0), 1).accepted());
    assertFalse(
        m.beat(new MemberId("a", 2), 1).accepted(), "one that does not say changes nothing");
  }
}
