package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one voter, m, answers to candidates and masters: one decision at a time. */
class VoteRequestHandlerTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));
  private static final MemberId SELF = new MemberId("m", 1);
  private static final MemberId EARLIER = new MemberId("a", 1);
  private static final MemberId LATER = new MemberId("z", 1);
  private static final Membership MEMBERS = Membership.discovered(List.of("a", "m", "z"));

  private final Election election =
      new Election(SETTINGS, SELF, true, new TermFence(), ClockKnowledge.NOTHING, new Random(1), 0);
  private long now;

  private List<ElectionAction> feed(ElectionEvent event) {
    return election.handle(now, event);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  /** Lets the wait of a node that has just started go by; the voter knows its members then. */
  private void takePart() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    pass(SETTINGS.memberExpiry());
    feed(new ElectionEvent.Tick());
    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  private VoteReply ask(MemberId from, Ballot ballot, long term) {
    return ask(from, ballot, term, MEMBERS);
  }

  private VoteReply ask(MemberId from, Ballot ballot, long term, Membership members) {
    return feed(new ElectionEvent.VoteRequested(new VoteRequest(from, ballot, term, members, 0)))
        .stream()
        .filter(ElectionAction.AnswerVote.class::isInstance)
        .map(action -> ((ElectionAction.AnswerVote) action).reply())
        .findFirst()
        .orElseThrow();
  }

  private void obey(MemberId master, long term) {
    feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(master, term, now, MEMBERS, 0)));
    assertEquals(master.name(), election.master().orElseThrow());
  }

  /** Makes the voter stand, without an answer to its preliminary question. */
  private void becomePreCandidate() {
    while (election.role() != ElectionRole.PRE_CANDIDATE) {
      now = election.nextDeadlineNanos() + 1;
      feed(new ElectionEvent.Tick());
    }
  }

  /** Elects the voter in term 1, by a's votes. */
  private void becomeMaster() {
    becomePreCandidate();
    for (Ballot ballot : List.of(Ballot.PRE_VOTE, Ballot.VOTE)) {
      feed(
          new ElectionEvent.VoteAnswered(
              new VoteReply(EARLIER, ballot, 1, true, 0, MEMBERS, 0, 0)));
    }
    assertEquals(ElectionRole.MASTER, election.role());
  }

  @Test
  void aVoteIsGivenOnceInATermAndMayBeRepeatedToWhoHasIt() {
    takePart();
    assertTrue(ask(EARLIER, Ballot.VOTE, 1).granted());
    assertTrue(ask(EARLIER, Ballot.VOTE, 1).granted(), "the first answer may have been lost");
    assertFalse(ask(LATER, Ballot.VOTE, 1).granted());
    assertFalse(ask(new MemberId("a", 2), Ballot.VOTE, 1).granted(), "another life of a");
    assertTrue(ask(LATER, Ballot.VOTE, 2).granted());
    assertFalse(ask(EARLIER, Ballot.VOTE, 1).granted(), "an older term");
  }

  @Test
  void inATermThatHasAMasterNobodyElseGetsTheVote() {
    takePart();
    obey(EARLIER, 3);
    pass(SETTINGS.lease());
    pass(Duration.ofNanos(1));

    assertFalse(ask(LATER, Ballot.VOTE, 3).granted());
    assertTrue(ask(LATER, Ballot.VOTE, 4).granted());
  }

  @Test
  void whoObeysAMasterHoldsTheVoteBackUntilItsLeaseIsOver() {
    takePart();
    obey(EARLIER, 1);
    pass(SETTINGS.lease());
    pass(Duration.ofNanos(-1));

    assertFalse(ask(LATER, Ballot.PRE_VOTE, 2).granted());
    assertFalse(ask(LATER, Ballot.VOTE, 2).granted());
    assertEquals(1, election.term(), "nor does the term rise by it");
    assertTrue(ask(EARLIER, Ballot.PRE_VOTE, 2).granted(), "the master itself is free to ask");
  }

  @Test
  void aMasterVotesForNobody() {
    takePart();
    becomeMaster();
    feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(EARLIER, 1, now, true, 1, election.membership(), true)));

    assertFalse(ask(EARLIER, Ballot.PRE_VOTE, 2, election.membership()).granted());
    assertFalse(ask(EARLIER, Ballot.VOTE, 2, election.membership()).granted());
    assertEquals(ElectionRole.MASTER, election.role());
    assertEquals(1, election.term());
  }

  @Test
  void aListOfMembersThatIsNotTheVotersOwnGetsNoVote() {
    takePart();
    Membership newer = new Membership(1, 4, List.of("a", "m"));
    obey(EARLIER, 1);
    feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(EARLIER, 1, now, newer, 0)));
    pass(SETTINGS.lease());
    pass(Duration.ofNanos(1));

    assertFalse(ask(LATER, Ballot.PRE_VOTE, 2).granted());
    assertFalse(ask(LATER, Ballot.VOTE, 2).granted());
    assertTrue(ask(EARLIER, Ballot.VOTE, 3, newer).granted());
  }

  @Test
  void aVoterLearnsOfANewerListFromWhoeverAsks() {
    takePart();
    Membership newer = new Membership(2, 1, List.of("a", "m", "z"));

    VoteReply reply = ask(EARLIER, Ballot.VOTE, 3, newer);

    assertEquals(newer, reply.membership());
    assertTrue(reply.granted());
  }

  @Test
  void whileItWaitsAVoterNotesEachTermInWhichItMayHaveVotedAndRefuses() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));

    assertEquals(
        new VoteReply(SELF, Ballot.PRE_VOTE, 5, false, 4, MEMBERS, 0, 0),
        ask(EARLIER, Ballot.PRE_VOTE, 5));
    assertEquals(
        new VoteReply(SELF, Ballot.VOTE, 5, false, 5, MEMBERS, 0, 0), ask(EARLIER, Ballot.VOTE, 5));
    assertEquals(
        new VoteReply(SELF, Ballot.RECOVERY_QUERY, 6, false, 6, MEMBERS, 0, 0),
        ask(LATER, Ballot.RECOVERY_QUERY, 6));
  }

  @Test
  void ofTwoThatStandAtOnceTheFirstByNameGoesOn() {
    takePart();
    becomePreCandidate();
    assertFalse(ask(LATER, Ballot.PRE_VOTE, 1).granted());
    assertEquals(ElectionRole.PRE_CANDIDATE, election.role());

    assertTrue(ask(EARLIER, Ballot.PRE_VOTE, 1).granted());
    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  @Test
  void whoGivesItsVoteAwayStandsNoLonger() {
    takePart();
    feed(new ElectionEvent.CorrectionRefused(1, 2));
    assertEquals(2, election.term(), "in which nobody has its vote yet");
    becomePreCandidate();

    assertTrue(ask(LATER, Ballot.VOTE, 2).granted());
    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  @Test
  void whoHasVotedLeavesTheFieldToTheCandidateForAWhile() {
    takePart();
    assertTrue(ask(EARLIER, Ballot.PRE_VOTE, 1).granted());

    assertTrue(election.nextDeadlineNanos() - now >= SETTINGS.candidacyNanos());
  }

  @Test
  void anotherProcessUnderTheSameNameGetsItsRefusal() {
    takePart();
    VoteReply reply = ask(new MemberId("m", 2), Ballot.VOTE, 9);

    assertFalse(reply.granted());
    assertEquals(0, election.term());
  }

  @Test
  void aTermThatThereCannotBeIsNotHeardOfWhateverItComesIn() {
    takePart();
    obey(EARLIER, 5);
    long huge = Long.MAX_VALUE;
    Membership list = new Membership(huge, 0, List.of("a", "m", "z"));

    for (Ballot ballot : Ballot.values()) {
      assertFalse(ask(LATER, ballot, huge).granted());
      assertEquals(5, ask(LATER, ballot, 5, list).term());
    }
    feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(LATER, huge, now, MEMBERS, 0)));
    feed(new ElectionEvent.HeartbeatReceived(new Heartbeat(LATER, 6, now, list, 0)));
    feed(new ElectionEvent.CorrectionReceived(huge, "z", 1));
    feed(new ElectionEvent.CorrectionRefused(5, huge));
    feed(new ElectionEvent.MemberLeft(new Leave(LATER, huge)));
    feed(
        new ElectionEvent.VoteAnswered(
            new VoteReply(LATER, Ballot.RECOVERY_QUERY, 5, false, huge, MEMBERS, 0, 0)));
    feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(LATER, 5, now, false, huge, MEMBERS, false)));

    assertEquals(5, election.term());
    assertEquals("a", election.master().orElseThrow());
  }

  @Test
  void aNodeThatHasJustStartedHearsOfNoSuchTermEither() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    ask(LATER, Ballot.RECOVERY_QUERY, Long.MAX_VALUE);
    pass(SETTINGS.memberExpiry());
    feed(new ElectionEvent.Tick());

    assertTrue(ask(EARLIER, Ballot.VOTE, 6).granted(), "its vote is not lost");
  }

  @Test
  void noListOfTheObeyedMastersTermIsTakenFromAnybodyElse() {
    takePart();
    feed(
        new ElectionEvent.HeartbeatReceived(
            new Heartbeat(EARLIER, 5, now, new Membership(5, 0, MEMBERS.members()), 0)));

    ask(LATER, Ballot.RECOVERY_QUERY, 5, new Membership(5, 1000, List.of("z")));

    assertEquals(MEMBERS.members(), election.membership().members());
  }

  @Test
  void aMasterKeepsItsListAndItsOfficeWhateverIsClaimed() {
    takePart();
    becomeMaster();
    long term = election.term();
    Membership before = election.membership();

    ask(LATER, Ballot.RECOVERY_QUERY, term, new Membership(term, 1000, List.of("z")));
    feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(
                LATER, term, now, true, term, new Membership(term, 1000, List.of("z")), true)));

    assertEquals(before, election.membership());
    assertEquals(ElectionRole.MASTER, election.role());
  }
}
