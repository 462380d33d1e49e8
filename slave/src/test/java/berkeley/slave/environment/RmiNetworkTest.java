package berkeley.slave.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import berkeley.api.NodeState;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Ballot;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushRemote;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import berkeley.node.driver.HandDrivenLoop;
import berkeley.slave.environment.RmiNetwork.RmiAddress;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.socket.UnreachedException;
import berkeley.transport.ticks.HostTicks;
import java.rmi.ConnectException;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Remote objects that Mockito plays, and virtual ticks. A reading takes 50 us, by default. */
class RmiNetworkTest {

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000 * MICRO;
  private static final int SAMPLES = 8;
  private static final long DEADLINE = 375 * MILLI;
  private static final MemberId SELF = new MemberId("m", 1);
  private static final Membership MEMBERS = Membership.discovered(List.of("a", "m"));
  private static final Adjustment ADJUSTMENT = new Adjustment(1, 2, 3, 4, 5);

  private final HandDrivenLoop loop = new HandDrivenLoop(0);
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final RmiNetwork network = new RmiNetwork(loop, waiting::add, loop::ticks);
  private final ClockRemote remote =
      mock(
          ClockRemote.class,
          withSettings().extraInterfaces(NodeRemote.class, ElectionRemote.class, PushRemote.class));
  private long roundTrip = 50 * MICRO;
  private int readings;

  @BeforeEach
  void aClockThatIsRight() throws RemoteException {
    when(remote.getTime())
        .thenAnswer(
            asked -> {
              readings++;
              loop.stall(Duration.ofNanos(roundTrip));
              return loop.ticks() - roundTrip / 2;
            });
  }

  @AfterEach
  void end() {
    loop.close();
  }

  /** Makes the calls that are waiting. */
  private void makeCalls() {
    while (!waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  private List<Reply<List<Probe>>> beginBurst(BurstLength length, long deadline) {
    List<Reply<List<Probe>>> replies = new ArrayList<>();
    network.burst("a", new RmiAddress(remote), length, deadline, replies::add);
    return replies;
  }

  private Reply<List<Probe>> burst() {
    List<Reply<List<Probe>>> replies =
        beginBurst(BurstLength.fixed(SAMPLES), loop.ticks() + DEADLINE);
    makeCalls();
    loop.settle();
    assertEquals(1, replies.size());
    return replies.get(0);
  }

  private List<Probe> probes() {
    Reply.Value<List<Probe>> value = valueOf(burst());
    return value.value();
  }

  private <T> List<Reply<T>> begin(Request<T> request) {
    List<Reply<T>> replies = new ArrayList<>();
    network.call("a", new RmiAddress(remote), request, loop.ticks() + DEADLINE, replies::add);
    return replies;
  }

  private <T> Reply<T> ask(Request<T> request) {
    List<Reply<T>> replies = begin(request);
    makeCalls();
    loop.settle();
    assertEquals(1, replies.size());
    assertEquals(0, loop.pending(), "the timer is cancelled");
    return replies.get(0);
  }

  private static <T> Reply.Value<T> valueOf(Reply<T> reply) {
    if (reply instanceof Reply.Value<T> value) {
      return value;
    }
    throw new AssertionError(reply);
  }

  private static <T> Reply.Lost<T> lossOf(Reply<T> reply) {
    if (reply instanceof Reply.Lost<T> lost) {
      return lost;
    }
    throw new AssertionError(reply);
  }

  private static <T> Reply.Refused<T> refusalOf(Reply<T> reply) {
    if (reply instanceof Reply.Refused<T> refused) {
      return refused;
    }
    throw new AssertionError(reply);
  }

  @ParameterizedTest
  @CsvSource({"0.03, 8", "7, 8", "20, 8", "26, 8", "60, 2"})
  void aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(double roundTripMillis, int least) {
    roundTrip = Math.round(roundTripMillis * MILLI);

    List<Probe> probes = probes();

    assertTrue(probes.size() >= least, () -> "%d probes".formatted(probes.size()));
    assertTrue(loop.ticks() <= DEADLINE, () -> "ended at %d".formatted(loop.ticks()));
  }

  @ParameterizedTest
  @CsvSource({"0.03, 50", "20, 10"})
  void theFirstCallsThatLoadClassesAreAsManyAsAShareOfTheRoundAllows(
      double roundTripMillis, int mostWarmUp) {
    aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(roundTripMillis, SAMPLES);

    int warmUp = readings - (SAMPLES + 1);
    assertTrue(warmUp >= 2 && warmUp <= mostWarmUp, () -> "%d calls".formatted(warmUp));
    if (roundTripMillis < 1) {
      assertEquals(mostWarmUp, warmUp);
    }
  }

  @Test
  void aBurstThrowsItsFirstReadingAwayAndStampsTheOthers() {
    probes();
    long begun = loop.ticks();
    List<Probe> probes = probes();

    assertEquals(SAMPLES, probes.size());
    assertEquals(
        new Probe(begun + roundTrip, begun + 2 * roundTrip, begun + roundTrip + roundTrip / 2),
        probes.get(0));
    assertEquals(begun + (SAMPLES + 1) * roundTrip, probes.get(SAMPLES - 1).receivedTicks());
  }

  @Test
  void aBurstIsNoLongerThanItHasToBe() {
    probes();
    BurstLength short3 = BurstLength.upTo(SAMPLES, roundTrip);
    List<Reply<List<Probe>>> replies = beginBurst(short3, loop.ticks() + DEADLINE);
    makeCalls();
    loop.settle();

    assertEquals(BurstLength.FEW, valueOf(replies.get(0)).value().size());
  }

  @Test
  void eachRemoteObjectIsWarmedUpOnceAndAgainAfterAFailure() throws RemoteException {
    probes();
    int cold = readings;
    probes();
    assertEquals(SAMPLES + 1, readings - cold);

    doThrow(new UnmarshalException("timed out")).when(remote).getTime();
    assertInstanceOf(Reply.Lost.class, burst());
    reset(remote);
    aClockThatIsRight();
    readings = 0;
    probes();
    assertEquals(cold, readings);
  }

  @Test
  void aBurstWhoseTimeIsOverBeforeTheFirstReadingIsLost() {
    roundTrip = DEADLINE;

    assertEquals(
        new Reply.Lost<List<Probe>>("no answer within the deadline", false), lossOf(burst()));
  }

  private void assertLost(Throwable thrown, String reason, boolean isGone) throws RemoteException {
    doThrow(thrown).when(remote).getTime();
    Reply.Lost<List<Probe>> burst = lossOf(burst());
    assertEquals(new Reply.Lost<List<Probe>>(reason, isGone), burst);

    doThrow(thrown).when((NodeRemote) remote).status();
    assertEquals(new Reply.Lost<NodeStatus>(reason, isGone), lossOf(ask(new Request.Status())));
  }

  @Test
  void whoseHostRefusesIsGone() throws RemoteException {
    assertLost(
        new ConnectException("refused", new java.net.ConnectException("connection refused")),
        "ConnectException: connection refused",
        true);
  }

  @Test
  void whoseProcessKnowsNoSuchObjectIsGone() throws RemoteException {
    assertLost(
        new NoSuchObjectException("no such object"), "NoSuchObjectException: no such object", true);
  }

  @Test
  void whoDoesNotAnswerMayBeAlive() throws RemoteException {
    assertLost(new UnmarshalException("timed out"), "UnmarshalException: timed out", false);
  }

  @Test
  void whoRefusedNothingAndCouldNotBeReachedMayBeAlive() throws RemoteException {
    UnreachedException unreached = unreached();
    assertLost(
        new ConnectException("no connection", unreached),
        "UnreachedException: " + unreached.getMessage(),
        false);
  }

  /** Ours: as a silent host, or a certificate that we do not trust, would have it. */
  private static UnreachedException unreached() {
    TimedSocketFactory local = new TimedSocketFactory(SocketLimits.DEFAULT);
    return assertThrows(
        UnreachedException.class,
        () ->
            RemoteCall.get(
                HostTicks.now() + Duration.ofHours(1).toNanos(),
                "",
                () -> local.createSocket("203.0.113.9", 1)));
  }

  @Test
  void aHostileAnswerThatEndsInAnErrorIsLost() throws RemoteException {
    assertLost(new StackOverflowError(), "StackOverflowError", false);
  }

  @Test
  void aClockThatThrowsAnythingElseCannotBeRead() throws RemoteException {
    doThrow(new IllegalStateException("broken\nin two lines")).when(remote).getTime();

    assertEquals("IllegalStateException: broken in two lines", lossOf(burst()).reason());
  }

  @Test
  void aRefusalIsHandedOnAsItIsAndItsReasonIsSafeToLog() throws RemoteException {
    StaleTermException stale = new StaleTermException(4, 8, "n\nroot: all is well");
    doThrow(stale).when(remote).adjust(ADJUSTMENT);
    Reply.Refused<Done> refused = refusalOf(ask(new Request.Adjust(ADJUSTMENT)));

    assertSame(stale, refused.cause());
    assertEquals(
        "StaleTermException: refused term 4: this node obeys term 8 of n root: all is well",
        refused.failure());
  }

  @Test
  void whoCannotAnswerARequestHasRefusedIt() {
    List<Reply<NodeStatus>> replies = new ArrayList<>();
    RmiAddress plain = new RmiAddress(mock(ClockRemote.class));
    network.call("a", plain, new Request.Status(), DEADLINE, replies::add);
    makeCalls();
    loop.settle();

    assertInstanceOf(ClassCastException.class, refusalOf(replies.get(0)).cause());
  }

  @Test
  void asksForTheStatus() throws RemoteException {
    NodeStatus status =
        new NodeStatus(
            "a",
            1,
            1,
            Role.SLAVE,
            NodeState.SYNCHRONISED,
            0,
            "",
            new Reading(0, 0),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            "test");
    when(((NodeRemote) remote).status()).thenReturn(status);

    assertSame(status, valueOf(ask(new Request.Status())).value());
  }

  @Test
  void sendsACorrection() throws RemoteException {
    assertEquals(Done.DONE, valueOf(ask(new Request.Adjust(ADJUSTMENT))).value());
    verify(remote).adjust(ADJUSTMENT);
  }

  @Test
  void sendsTheMessagesOfAnElection() throws RemoteException {
    ElectionRemote electable = (ElectionRemote) remote;
    VoteRequest vote = new VoteRequest(SELF, Ballot.VOTE, 1, MEMBERS, 0);
    VoteReply voted = new VoteReply(new MemberId("a", 1), Ballot.VOTE, 1, true, 1, MEMBERS, 0, 0);
    when(electable.vote(vote)).thenReturn(voted);
    assertSame(voted, valueOf(ask(new Request.Vote(vote))).value());

    Heartbeat beat = new Heartbeat(SELF, 1, 0, MEMBERS, 0);
    HeartbeatReply obeyed = new HeartbeatReply(new MemberId("a", 1), 1, 0, true, 1, MEMBERS, true);
    when(electable.heartbeat(beat)).thenReturn(obeyed);
    assertSame(obeyed, valueOf(ask(new Request.Beat(beat))).value());

    Leave leave = new Leave(SELF, 1);
    assertEquals(Done.DONE, valueOf(ask(new Request.Farewell(leave))).value());
    verify(electable).leave(leave);
  }

  @Test
  void aReadingThatIsPushedIsPassedOnAndItsAnswerTold() throws RemoteException {
    PushedReading reading = new PushedReading("s", 2_000, 1_000, 70, true);
    when(((PushRemote) remote).push(reading)).thenReturn(ADJUSTMENT);

    assertEquals(ADJUSTMENT, valueOf(ask(new Request.Push(reading))).value());
  }

  @Test
  void callsHaveTheirDeadlineOnTheThreadThatMakesThem() throws RemoteException {
    List<Long> deadlines = new ArrayList<>();
    when(((NodeRemote) remote).status())
        .thenAnswer(
            asked -> {
              deadlines.add(RemoteCall.currentOrNull().deadlineTicks());
              throw new RemoteException("no");
            });
    ask(new Request.Status());

    assertEquals(List.of(DEADLINE), deadlines);
  }

  @Test
  void anAnswerIsAnEventOfItsOwn() {
    List<Reply<Done>> replies = begin(new Request.Adjust(ADJUSTMENT));
    makeCalls();
    assertEquals(List.of(), replies);
    loop.settle();

    assertEquals(1, replies.size());
    assertEquals(0, loop.pending());
  }

  @Test
  void aCallThatReturnsAfterItsDeadlineWasLostThenAndIsToldOnce() throws RemoteException {
    List<Reply<Done>> replies = begin(new Request.Adjust(ADJUSTMENT));
    loop.pass(DEADLINE - 1);
    assertEquals(List.of(), replies);
    loop.pass(1);
    assertEquals(List.of(new Reply.Lost<Done>("no answer within the deadline", false)), replies);

    makeCalls();
    loop.pass(DEADLINE);
    verify(remote).adjust(any());
    assertEquals(1, replies.size());
  }

  @Test
  void aBurstThatReturnsAfterItsDeadlineWasLostThenAndIsToldOnce() {
    List<Reply<List<Probe>>> replies = beginBurst(BurstLength.fixed(SAMPLES), DEADLINE);
    loop.pass(DEADLINE);
    makeCalls();
    loop.pass(DEADLINE);

    assertEquals(
        List.of(new Reply.Lost<List<Probe>>("no answer within the deadline", false)), replies);
  }

  @Test
  void callsDoNotWaitForOneAnother() {
    begin(new Request.Adjust(ADJUSTMENT));
    begin(new Request.Adjust(ADJUSTMENT));

    assertEquals(2, waiting.size(), "each on a thread of its own");
  }

  @Test
  void severalNearMembersMayBeCalledAtOnce() {
    assertEquals(3 * Runtime.getRuntime().availableProcessors(), network.nearCallsAtOnce());
  }

  @Test
  void anAddressSaysWhatItsRemoteObjectCanDo() {
    RmiAddress all = new RmiAddress(remote);
    assertTrue(all.describesItself() && all.isElectable() && all.takesPushes());

    ClockRemote plain = mock(ClockRemote.class);
    RmiAddress foreign = new RmiAddress(plain);
    assertFalse(foreign.describesItself() || foreign.isElectable() || foreign.takesPushes());
    assertEquals(new RmiAddress(plain), foreign);
  }
}
