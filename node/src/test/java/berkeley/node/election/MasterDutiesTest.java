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

/** When a master, m of a, m and z, changes the list of members. */
class MasterDutiesTest {

  private static final ElectionSettings SETTINGS =
      ElectionSettings.forPeriod(Duration.ofSeconds(1));
  private static final Membership MEMBERS = Membership.discovered(List.of("a", "m", "z"));

  private final Election election =
      new Election(SETTINGS, new MemberId("m", 1), true, new Random(1), 0);
  private long now;
  private long masterSince;

  private void feed(ElectionEvent event) {
    election.handle(now, event);
  }

  private void tickAt(long nanos) {
    now = nanos;
    feed(new ElectionEvent.Tick());
  }

  /** Has a member answer a heartbeat that was sent just now, with the list that it knows. */
  private void answer(String name, Membership known) {
    feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(new MemberId(name, 1), 1, now, true, 1, known)));
  }

  private void vote(String name, Ballot ballot) {
    feed(
        new ElectionEvent.VoteAnswered(
            new VoteReply(new MemberId(name, 1), ballot, 1, true, 0, MEMBERS)));
  }

  @BeforeEach
  void isElected() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    vote("z", Ballot.CANVASS); // long before m leads
    tickAt(SETTINGS.memberExpiryNanos());
    while (election.role() != ElectionRole.PRE_CANDIDATE) {
      tickAt(election.nextDeadlineNanos() + 1);
    }
    vote("a", Ballot.PRE_VOTE);
    vote("a", Ballot.VOTE);
    assertEquals(ElectionRole.MASTER, election.role());
    masterSince = now;
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
    tickAt(heard + SETTINGS.memberExpiryNanos() + SETTINGS.heartbeatNanos());
    assertEquals(List.of("a", "m"), election.membership().members());
  }
}
