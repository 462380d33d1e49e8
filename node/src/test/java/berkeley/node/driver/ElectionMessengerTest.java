package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.driver.TestPeer.Manner;
import berkeley.node.election.ElectionAction;
import berkeley.node.election.ElectionEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Node "a" sends; a heartbeat binds for 800 ms. */
class ElectionMessengerTest {

  private static final Duration LEASE = Duration.ofMillis(800);
  private static final MemberId SELF = new MemberId("a", 1);
  private static final Membership MEMBERS = Membership.discovered(List.of("a", "b"));

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final KnownPeers peers = new KnownPeers();
  private final StaleEntryReaper stale = new StaleEntryReaper(environment, SECOND);
  private final List<ElectionEvent> replies = new ArrayList<>();
  private final ElectionMessenger messenger =
      new ElectionMessenger(environment, LEASE, peers, stale, replies::add);
  private final Map<String, PeerAddress> listed = new HashMap<>();

  @AfterEach
  void end() {
    environment.close();
  }

  private TestPeer know(String name) {
    TestPeer peer = new TestPeer(name).electable();
    answeringAs(peer, name);
    listed.put(name, peer);
    peers.take(new Listing(listed.keySet(), listed, true));
    return peer;
  }

  private static void answeringAs(TestPeer peer, String name) {
    MemberId from = new MemberId(name, 1);
    peer.answer(
        Request.Vote.class,
        vote ->
            new VoteReply(
                from, vote.request().ballot(), vote.request().term(), true, 0, MEMBERS, 0, 0));
    peer.answer(
        Request.Beat.class,
        beat ->
            new HeartbeatReply(
                from,
                beat.heartbeat().term(),
                beat.heartbeat().sentNanos(),
                true,
                1,
                MEMBERS,
                true));
  }

  private static ElectionAction.Send ask(String to, Ballot ballot) {
    return new ElectionAction.SendVoteRequest(to, new VoteRequest(SELF, ballot, 1, MEMBERS, 0));
  }

  private static ElectionAction.Send beat(String to) {
    return new ElectionAction.SendHeartbeat(to, new Heartbeat(SELF, 1, 0, MEMBERS, 0));
  }

  private List<HandDrivenNetwork.Sent> sent() {
    return environment.network().sent();
  }

  @Test
  void whatComesBackIsHandedIn() {
    know("b");
    messenger.send(ask("b", Ballot.VOTE));
    environment.pass(MILLI);
    messenger.send(beat("b"));
    environment.pass(MILLI);

    assertEquals(2, replies.size());
    ElectionEvent.VoteAnswered vote = (ElectionEvent.VoteAnswered) replies.get(0);
    assertTrue(vote.reply().granted());
    assertTrue(((ElectionEvent.HeartbeatAnswered) replies.get(1)).reply().accepted());
  }

  @Test
  void aPeerThatOwesAnAnswerIsNotSentAnotherMessage() {
    TestPeer b = know("b").is(Manner.SILENT);
    messenger.send(beat("b"));
    environment.pass(100 * MILLI);
    messenger.send(beat("b"));
    messenger.send(ask("b", Ballot.VOTE));
    assertEquals(1, sent().size());

    b.is(Manner.ANSWERS);
    environment.pass(100 * MILLI);
    messenger.send(beat("b"));
    assertEquals(2, sent().size(), "a quarter of the lease is over");
  }

  @Test
  void anAnswerMaySetOffAMessageToTheSamePeer() {
    know("b");
    List<ElectionEvent> heard = new ArrayList<>();
    ElectionMessenger[] chained = new ElectionMessenger[1];
    chained[0] =
        new ElectionMessenger(
            environment,
            LEASE,
            peers,
            stale,
            reply -> {
              heard.add(reply);
              if (heard.size() == 1) {
                chained[0].send(beat("b"));
              }
            });
    chained[0].send(ask("b", Ballot.VOTE));
    environment.pass(MILLI);

    assertEquals(2, heard.size());
  }

  @Test
  void urgentMessagesGoOutAtOnceToAllAndForAQuarterOfTheLease() {
    for (int i = 0; i < 50; i++) {
      know("n" + i).is(Manner.SILENT);
      messenger.send(beat("n" + i));
    }

    assertEquals(50, environment.network().underWay());
    assertEquals(environment.ticks() + 200 * MILLI, sent().get(0).deadlineTicks());
  }

  @Test
  void theQuestionsOfWhoHasJustStartedGoOutToFourAtOnceAndForAWholeLease() {
    IntStream.range(0, 10).forEach(i -> know("n" + i).is(Manner.SILENT));
    IntStream.range(0, 10).forEach(i -> messenger.send(ask("n" + i, Ballot.RECOVERY_QUERY)));
    assertEquals(List.of("n0", "n1", "n2", "n3"), environment.network().sentTo(Request.class));
    assertEquals(environment.ticks() + LEASE.toNanos(), sent().get(0).deadlineTicks());

    environment.pass(LEASE);
    assertEquals(8, sent().size());
    environment.pass(LEASE);
    assertEquals(10, sent().size());
    assertEquals(4, environment.network().mostUnderWay());
  }

  @Test
  void aQuestionThatWaitsHoldsUpNothingUrgent() {
    IntStream.range(0, 5).forEach(i -> know("n" + i).is(Manner.SILENT));
    IntStream.range(0, 5).forEach(i -> messenger.send(ask("n" + i, Ballot.RECOVERY_QUERY)));
    messenger.send(beat("n4"));

    assertEquals(5, environment.network().underWay());
    assertEquals("n4", sent().get(4).name());
  }

  @Test
  void whoIsNotKnownIsNotAskedAndHoldsUpNobody() {
    know("b");
    IntStream.range(0, 5).forEach(i -> messenger.send(ask("unknown" + i, Ballot.RECOVERY_QUERY)));
    messenger.send(ask("b", Ballot.RECOVERY_QUERY));
    messenger.send(beat("unknown"));
    assertEquals(List.of("b"), environment.network().sentTo(Request.class));

    know("unknown0");
    messenger.send(ask("unknown0", Ballot.RECOVERY_QUERY));
    assertEquals(2, sent().size(), "it owes no answer");
  }

  @Test
  void anAnswerInAnothersNameIsIgnored() {
    answeringAs(know("b"), "c");
    messenger.send(ask("b", Ballot.VOTE));
    environment.pass(MILLI);
    messenger.send(beat("b"));
    environment.pass(MILLI);

    assertEquals(2, sent().size());
    assertEquals(List.of(), replies);
  }

  @Test
  void whoDoesNotAnswerOrRefusesIsLookedUpAgain() {
    know("b");
    TestPeer c = know("c");
    know("d").is(Manner.SILENT);
    c.answer(
        Request.Beat.class,
        heartbeat -> {
          throw new IllegalStateException("busy");
        });
    List.of("b", "c", "d").forEach(name -> messenger.send(beat(name)));
    environment.pass(SECOND);

    assertEquals(Set.of("b"), peers.settled());
    assertEquals(1, replies.size());
  }

  @Test
  void onlyWhoIsCertainlyGoneIsTakenOutInTheEnd() {
    know("b").is(Manner.GONE);
    know("c").is(Manner.SILENT);
    TestPeer back = know("d").is(Manner.GONE);
    List.of("b", "c", "d").forEach(name -> messenger.send(beat(name)));
    environment.pass(SECOND / 2);
    back.is(Manner.ANSWERS);
    List.of("b", "c", "d").forEach(name -> messenger.send(beat(name)));
    environment.pass(SECOND);
    stale.sweep();

    assertEquals(List.of("b"), environment.members().takenOut());
  }

  @Test
  void theFarewellIsOverWhenAllHaveHeardIt() {
    TestPeer b = know("b");
    know("c").roundTrip(Duration.ofMillis(100));
    TestPeer slave = new TestPeer("s");
    listed.put("s", slave);
    peers.take(new Listing(listed.keySet(), listed, true));
    boolean[] over = {false};
    messenger.farewell(new Leave(SELF, 3), () -> over[0] = true);
    environment.pass(100 * MILLI - 1);
    assertFalse(over[0]);
    environment.pass(1);

    assertTrue(over[0]);
    assertEquals(new Leave(SELF, 3), b.asked(Request.Farewell.class).get(0).leave());
    assertEquals(List.of(), slave.asked(Request.class), "that is of no interest to a slave");
  }

  @Test
  void theFarewellIsOverAfterHalfASecond() {
    know("b").is(Manner.SILENT);
    boolean[] over = {false};
    messenger.farewell(new Leave(SELF, 3), () -> over[0] = true);
    environment.pass(SECOND / 2 - 1);
    assertFalse(over[0]);
    environment.pass(1);

    assertTrue(over[0]);
  }

  @Test
  void whoKnowsNobodySaysFarewellToNobody() {
    boolean[] over = {false};
    messenger.farewell(new Leave(SELF, 3), () -> over[0] = true);

    assertTrue(over[0]);
  }

  @Test
  void nobodyIsAskedAfterTheFarewell() {
    IntStream.range(0, 10).forEach(i -> know("n" + i));
    IntStream.range(0, 10).forEach(i -> messenger.send(ask("n" + i, Ballot.RECOVERY_QUERY)));
    messenger.farewell(new Leave(SELF, 3), () -> {});
    environment.pass(SECOND);

    assertEquals(4, environment.network().sentTo(Request.Vote.class).size());
    assertEquals(10, environment.network().sentTo(Request.Farewell.class).size());
  }
}
