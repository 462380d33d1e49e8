package berkeley.node.election;

import static berkeley.node.election.ElectionHarness.A;
import static berkeley.node.election.ElectionHarness.LEASE;
import static berkeley.node.election.ElectionHarness.SETTINGS;
import static berkeley.node.election.ElectionHarness.Z;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Membership;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a candidate, m of a, m and z, moves to if it is not elected. */
class TermAfterFailureTest {

  private static final long FAR = 3 * TermLimit.LARGEST_STEP;

  private final ElectionHarness m = new ElectionHarness().takePart();

  /** Brings m to a term by what one candidate says, in steps that there can be. */
  private void raiseTo(long term) {
    while (m.election.term() < term) {
      m.ask(Z, Ballot.VOTE, Math.min(term, m.election.term() + TermLimit.LARGEST_STEP));
    }
  }

  private void standAndBeRefused(long knownByA, long knownByZ) {
    m.stand();
    long asked = m.election.term() + 1;
    m.refuse(A, Ballot.PRE_VOTE, asked, knownByA, m.election.membership());
    m.refuse(Z, Ballot.PRE_VOTE, asked, knownByZ, m.election.membership());
    assertEquals(ElectionRole.FOLLOWER, m.election.role(), "there is nobody left to wait for");
  }

  @Test
  void aNewerTermThatOneReportsEndsNoCandidacy() {
    m.stand();
    m.refuse(Z, Ballot.PRE_VOTE, 1, 7, m.election.membership());
    assertEquals(ElectionRole.PRE_CANDIDATE, m.election.role());
    m.vote(A, Ballot.PRE_VOTE, 1);
    m.refuse(Z, Ballot.VOTE, 1, 9, new Membership(9, 0, List.of("m", "z")));
    m.vote(A, Ballot.VOTE, 1);

    assertEquals(ElectionRole.MASTER, m.election.role());
    assertEquals(1, m.election.term());
  }

  @Test
  void itMovesUpToTheNewestTermThatThereCanBe() {
    standAndBeRefused(4, 6);

    assertEquals(6, m.election.term());
  }

  @Test
  void itMovesUpFarOnlyAsAQuorumDoes() {
    standAndBeRefused(0, FAR);
    assertEquals(0, m.election.term());

    standAndBeRefused(FAR, FAR + 5);
    assertEquals(FAR, m.election.term());
  }

  @Test
  void itMovesBackIfAQuorumOfOthersHasNotLeftAnOlderTerm() {
    raiseTo(3);
    standAndBeRefused(2, 2);

    assertEquals(2, m.election.term());
    assertFalse(m.ask(A, Ballot.VOTE, 3).granted(), "its vote in that term is z's");
    assertTrue(m.ask(A, Ballot.VOTE, 4).granted());
  }

  @Test
  void itStaysIfOnlyOneOtherHasNotLeftAnOlderTerm() {
    raiseTo(3);
    standAndBeRefused(2, 3);

    assertEquals(3, m.election.term());
  }

  @Test
  void itMovesBackFromWhereNobodyCanFollow() {
    raiseTo(FAR);
    standAndBeRefused(2, 1);

    assertEquals(2, m.election.term());
    assertTrue(m.ask(A, Ballot.VOTE, 3).granted(), "there was no such term to vote in");
  }

  @Test
  void itStaysWhereItIsIfTooFewAnswer() {
    raiseTo(FAR);
    m.stand();
    m.tickAt(m.now + SETTINGS.candidacyNanos());

    assertEquals(ElectionRole.FOLLOWER, m.election.role());
    assertEquals(FAR, m.election.term());
  }

  @Test
  void aMasterOfAnOlderTermIsObeyedIfForALeaseThereIsNoOther() {
    ElectionHarness plain = new ElectionHarness(false);
    assertTrue(plain.correction(Z, 9).accepted());
    plain.pass(2 * LEASE);
    plain.tickAt(plain.now);

    long first = plain.now;
    while (!plain.correction(A, 3).accepted()) {
      plain.pass(LEASE / 4);
    }
    assertEquals(LEASE, plain.now - first);
    assertEquals(3, plain.election.term());
  }

  @Test
  void soIsOneOfATermThatThereCanNotBe() {
    ElectionHarness plain = new ElectionHarness(false);
    long first = plain.now;
    while (!plain.correction(A, FAR).accepted()) {
      plain.pass(LEASE / 4);
    }

    assertEquals(LEASE, plain.now - first);
    assertEquals(FAR, plain.election.term());
  }

  @Test
  void butNotIfItWasSilentForALeaseBetween() {
    ElectionHarness plain = new ElectionHarness(false);
    for (int i = 0; i < 10; i++) {
      assertFalse(plain.correction(A, FAR).accepted());
      plain.pass(LEASE);
    }
  }
}
