package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a single machine does, where a whole cluster would only blur it. */
class ElectionTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));
  private static final MemberId SELF = new MemberId("a", 1);
  private static final long SECOND = 1_000_000_000L;

  /** Ticks may start anywhere, and overflow. */
  private static final long START = Long.MAX_VALUE - SECOND;

  private Election election = electable(SETTINGS);

  private static Election electable(ElectionSettings settings) {
    return new Election(
        settings, SELF, true, new TermFence(), ClockKnowledge.NOTHING, new Random(1), START);
  }

  private static long ticks(double seconds) {
    return START + (long) (seconds * SECOND);
  }

  private List<ElectionAction> at(double seconds, ElectionEvent event) {
    return election.handle(ticks(seconds), event);
  }

  private ElectionAction.AnswerCorrection correction(double seconds, long term, String master) {
    List<ElectionAction> actions =
        at(seconds, new ElectionEvent.CorrectionReceived(term, master, 1));
    return (ElectionAction.AnswerCorrection) actions.get(actions.size() - 1);
  }

  @Test
  void aSingleNodeElectsItselfOnceDiscoveryFindsNoOther() {
    at(5, new ElectionEvent.Tick());
    assertEquals(ElectionRole.WAITING, election.role());
    at(5.1, new ElectionEvent.MembersSeen(Set.of("a")));
    at(6, new ElectionEvent.Tick());
    assertTrue(at(7, new ElectionEvent.Tick()).contains(new ElectionAction.BecomeMaster(1, false)));
    assertTrue(election.leads(ticks(7)));
    assertEquals(Optional.of("a"), election.master());
    assertTrue(correction(7.1, 1, "a").accepted(), "its own correction");
  }

  @Test
  void aNodeWithAMastersListTakesPartWithoutDiscovery() {
    Membership members = Membership.discovered(List.of("a", "b", "c")).confirmedBy(1);
    at(
        0.5,
        new ElectionEvent.HeartbeatReceived(new Heartbeat(new MemberId("b", 1), 1, 0, members, 0)));
    at(3.5, new ElectionEvent.Tick());
    assertEquals(ElectionRole.WAITING, election.role(), "the others have not answered yet");
    at(0.1 + SETTINGS.memberExpiry().toSeconds(), new ElectionEvent.Tick());
    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  @Test
  void aCorrectionIsHeldToTheNewestTermAndToOneMasterInIt() {
    assertTrue(correction(0.1, 3, "b").accepted());
    assertEquals(new ElectionAction.AnswerCorrection(false, 3, "b"), correction(0.2, 3, "c"));
    assertEquals(new ElectionAction.AnswerCorrection(false, 3, "b"), correction(0.3, 2, "b"));
    assertTrue(correction(0.4, 4, "c").accepted());
    assertFalse(correction(0.5, 4, "a").accepted(), "this node does not lead");
    assertEquals(Optional.of("c"), election.master());
  }

  /** The heartbeats of a master name its life; a correction of an older version names none. */
  @Test
  void aLifeOfItsMasterIsNotForgottenWithinATermWhoeverFallsSilentMeanwhile() {
    ElectionHarness m = new ElectionHarness().takePart();
    MemberId otherLife = new MemberId(ElectionHarness.Z.name(), 99);
    assertTrue(m.beat(ElectionHarness.Z, 1).accepted());
    m.tickAt(m.election.nextDeadlineNanos());
    assertEquals(Optional.empty(), m.election.master());
    assertTrue(m.correction(new MemberId(ElectionHarness.Z.name(), 0), 1).accepted());

    assertFalse(m.beat(otherLife, 1).accepted());
    assertTrue(m.beat(ElectionHarness.Z, 1).accepted());
  }

  @Test
  void aNodeThatIsNotElectableObeysAndNeverVotesOrStands() {
    election =
        new Election(
            SETTINGS, SELF, false, new TermFence(), ClockKnowledge.NOTHING, new Random(1), START);
    at(0, new ElectionEvent.MembersSeen(Set.of("b", "c")));
    assertTrue(correction(1, 1, "b").accepted());
    assertEquals(List.of(new ElectionAction.LoseMaster(1, "b")), at(9, new ElectionEvent.Tick()));
    Membership members = Membership.discovered(List.of("b", "c"));
    VoteRequest request = new VoteRequest(new MemberId("c", 1), Ballot.VOTE, 2, members, 0);
    assertFalse(
        at(9.1, new ElectionEvent.VoteRequested(request)).stream()
            .anyMatch(a -> a instanceof ElectionAction.AnswerVote vote && vote.reply().granted()));
    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  @Test
  void anotherProcessUnderTheSameNameIsRefused() {
    Membership members = Membership.discovered(List.of("a"));
    Heartbeat heartbeat = new Heartbeat(new MemberId("a", 2), 9, 0, members, 0);
    ElectionAction answer = at(1, new ElectionEvent.HeartbeatReceived(heartbeat)).get(0);
    assertTrue(answer instanceof ElectionAction.AnswerHeartbeat reply && !reply.reply().accepted());
    assertEquals(0, election.term());
  }

  @Test
  void aQuorumLargerThanTheClusterElectsNobody() {
    election = electable(SETTINGS.toBuilder().quorum(2).build());
    at(0, new ElectionEvent.MembersSeen(Set.of("a")));
    for (double second = 1; second < 20; second += 0.25) {
      at(second, new ElectionEvent.Tick());
    }
    assertEquals(Optional.empty(), election.master());
    assertEquals(0, election.term(), "nor does the term rise");
    assertEquals(2, election.quorumNeeded());
  }

  @Test
  void aMasterWhoseCorrectionIsRefusedForItsTermStepsDown() {
    at(0, new ElectionEvent.MembersSeen(Set.of("a")));
    at(4, new ElectionEvent.Tick());
    at(5, new ElectionEvent.Tick());
    assertEquals(
        new ElectionAction.StepDown(1, StepDownReason.REFUSED),
        at(5.1, new ElectionEvent.CorrectionRefused(1, 7)).get(0));
    assertFalse(election.leads(ticks(5.1)));
    assertEquals(7, election.term());
  }

  @Test
  void aNoticeOfLeaveCountsALeaseLaterAndForHalfTheMemberExpiry() {
    at(0, new ElectionEvent.MembersSeen(Set.of("a", "b", "c", "d", "e")));
    Heartbeat heartbeat =
        new Heartbeat(
            new MemberId("b", 1), 1, 0, new Membership(1, 0, List.of("a", "b", "c", "d", "e")), 0);
    at(1, new ElectionEvent.HeartbeatReceived(heartbeat));
    for (String name : List.of("c", "d", "e")) {
      at(2, new ElectionEvent.MemberLeft(new Leave(new MemberId(name, 1), 1)));
    }
    double lease = SETTINGS.lease().toMillis() / 1e3;
    at(2 + lease - 0.1, new ElectionEvent.Tick());
    assertEquals(
        3, election.quorumNeeded(), "they may have acknowledged a master before they went");
    at(2 + lease, new ElectionEvent.Tick());
    assertEquals(2, election.quorumNeeded());

    double half = SETTINGS.memberExpiry().toSeconds() / 2.0;
    at(2 + half - 0.1, new ElectionEvent.Tick());
    assertEquals(2, election.quorumNeeded());
    at(2 + half, new ElectionEvent.Tick());
    assertEquals(3, election.quorumNeeded(), "their next lives may vote soon");
  }
}
