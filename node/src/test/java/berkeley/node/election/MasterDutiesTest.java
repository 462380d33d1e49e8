package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a master, m of a, m and z, makes of answers, silence and newcomers. */
class MasterDutiesTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));
  private static final Membership MEMBERS = Membership.discovered(List.of("a", "m", "z"));

  private final Election election =
      new Election(
          SETTINGS,
          new MemberId("m", 1),
          true,
          new TermFence(),
          ClockKnowledge.NOTHING,
          new Random(1),
          0);
  private long now;
  private long masterSince;
  private List<ElectionAction> won;

  private List<ElectionAction> feed(ElectionEvent event) {
    return election.handle(now, event);
  }

  private void tickAt(long nanos) {
    now = nanos;
    feed(new ElectionEvent.Tick());
  }

  /** Answers, for a member, a heartbeat that was sent just now, with the list that it knows. */
  private void answer(String name, Membership known) {
    reply(name, 1, true, 1, known);
  }

  private List<ElectionAction> reply(
      String name, long heartbeatTerm, boolean accepted, long term, Membership known) {
    return feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(
                new MemberId(name, 1), heartbeatTerm, now, accepted, term, known, true)));
  }

  private List<ElectionAction> vote(String name, Ballot ballot) {
    return feed(
        new ElectionEvent.VoteAnswered(
            new VoteReply(new MemberId(name, 1), ballot, 1, true, 0, MEMBERS, 0, 0)));
  }

  @BeforeEach
  void isElected() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    vote("z", Ballot.RECOVERY_QUERY); // long before m leads
    tickAt(SETTINGS.memberExpiryNanos());
    while (election.role() != ElectionRole.PRE_CANDIDATE) {
      tickAt(election.nextDeadlineNanos() + 1);
    }
    vote("a", Ballot.PRE_VOTE);
    won = vote("a", Ballot.VOTE);
    assertEquals(ElectionRole.MASTER, election.role());
    masterSince = now;
    var unused = reply("a", 1, true, 1, MEMBERS);
  }

  @Test
  void aNewMemberIsAddedOnceAQuorumKnowsTheListAsItIs() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "d", "z")));
    answer("d", MEMBERS);
    tickAt(now + SETTINGS.heartbeatNanos());
    assertEquals(List.of("a", "m", "z"), election.membership().members(), "known to m alone");

    answer("a", election.membership());
    answer("d", MEMBERS);
    tickAt(now + SETTINGS.heartbeatNanos());
    assertEquals(List.of("a", "d", "m", "z"), election.membership().members());

    feed(new ElectionEvent.MembersSeen(Set.of("a", "d", "e", "z")));
    answer("e", MEMBERS);
    tickAt(now + SETTINGS.heartbeatNanos());
    assertEquals(
        List.of("a", "d", "m", "z"), election.membership().members(), "of d, nobody knows yet");
  }

  @Test
  void aMemberIsTakenOffOnceItHasBeenSilentForTheMemberExpirySinceTheMasterBegan() {
    long end = masterSince + SETTINGS.memberExpiryNanos();
    while (now + SETTINGS.heartbeatNanos() < end) {
      answer("a", election.membership());
      tickAt(now + SETTINGS.heartbeatNanos());
      assertEquals(List.of("a", "m", "z"), election.membership().members());
    }
    answer("a", election.membership());
    tickAt(now + SETTINGS.heartbeatNanos());
    assertEquals(List.of("a", "m"), election.membership().members());
  }

  @Test
  void theMemberExpiryCountsFromTheMembersLastSignOfLife() {
    tickAt(now + SETTINGS.heartbeatNanos());
    answer("z", election.membership());
    long heard = now;
    while (now - heard < SETTINGS.memberExpiryNanos()) {
      assertEquals(List.of("a", "m", "z"), election.membership().members());
      answer("a", election.membership());
      tickAt(Math.min(now + SETTINGS.heartbeatNanos(), heard + SETTINGS.memberExpiryNanos()));
    }
    assertEquals(List.of("a", "m"), election.membership().members());
  }

  @Test
  void itSaysAtOnceToAllThatItLeads() {
    List<String> told =
        won.stream()
            .filter(ElectionAction.SendHeartbeat.class::isInstance)
            .map(action -> ((ElectionAction.SendHeartbeat) action).to())
            .toList();
    assertEquals(List.of("a", "z"), told);
  }

  @Test
  void whoeverRefusesAMasterDeposesItByNothingThatItSays() {
    Membership newer = new Membership(5, 0, List.of("a", "m", "z"));
    for (long term : new long[] {1, 5, Long.MAX_VALUE}) {
      assertEquals(List.of(), reply("z", 1, false, term, election.membership()));
      assertEquals(List.of(), reply("z", 1, false, term, newer));
    }

    assertEquals(ElectionRole.MASTER, election.role());
    assertEquals(1, election.term());
    assertEquals(1, election.membership().term());
  }

  @Test
  void aMasterWhomAQuorumRefusesGivesUpWhenItsLeaseEnds() {
    tickAt(election.leadsUntilNanos() - 1);
    assertEquals(ElectionRole.MASTER, election.role());
    tickAt(election.leadsUntilNanos());

    assertEquals(ElectionRole.FOLLOWER, election.role());
  }

  @Test
  void aMasterTakesNoListOfItsOwnTermFromAMember() {
    Membership before = election.membership();
    reply("a", 1, true, 1, new Membership(1, 9, List.of("a", "m")));

    assertEquals(before, election.membership(), "nobody else can have announced one");
    assertEquals(ElectionRole.MASTER, election.role());
  }
}
