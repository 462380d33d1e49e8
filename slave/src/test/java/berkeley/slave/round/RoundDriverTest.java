package berkeley.slave.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RoundDriverTest {

  private final SmallCluster cluster = new SmallCluster("intersection");

  @BeforeEach
  void twoGoodClocks() throws Exception {
    cluster.add("a", 0);
    cluster.add("b", 0);
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  /** Those added since are members from the second round on. */
  private RoundReport secondRound() throws InterruptedException {
    cluster.round();
    return cluster.round();
  }

  @Test
  void everyCorrectionCarriesItsTermItsRoundItsReadingAndItsSender() throws Exception {
    cluster.add("c", SmallCluster.HOUR);
    long before = System.nanoTime();
    RoundReport report = cluster.round();
    long after = System.nanoTime();

    Adjustment sent = cluster.sentTo("c").get(0);
    assertEquals(List.of(SmallCluster.TERM, 1L), List.of(sent.term(), sent.round()));
    assertEquals("m", sent.master());
    long reading = sent.readingNanos() - SmallCluster.HOUR;
    assertTrue(before <= reading && reading <= after, "what it answered in this very round");
    assertTrue(Math.abs(sent.deltaNanos() + SmallCluster.HOUR) <= sent.errorBoundNanos());
    assertTrue(sent.errorBoundNanos() >= sent.rttNanos() / 2);
    assertEquals(sent.deltaNanos(), SmallCluster.of("c", report).deltaNanos());
    assertEquals(2, secondRoundOf("c").round());
  }

  private Adjustment secondRoundOf(String id) throws InterruptedException {
    cluster.round();
    return cluster.sentTo(id).get(1);
  }

  @Test
  void theMasterCorrectsItselfInEveryRoundToo() throws Exception {
    secondRound();

    assertEquals(List.of(1L, 2L), cluster.master.received.stream().map(Adjustment::round).toList());
    assertEquals("m", cluster.master.received.get(0).master());
  }

  @Test
  void aClockThatThrowsARemoteExceptionIsLeftOutOfThisRoundAndComesBackByItself() throws Exception {
    ClockRemote c = cluster.add("c", 0);
    cluster.round();
    doThrow(new ConnectException("refused")).when(c).getTime();
    RoundReport without = cluster.round();
    doAnswer(call -> System.nanoTime()).when(c).getTime();
    RoundReport with = cluster.round();

    MemberReport excluded = SmallCluster.of("c", without);
    assertEquals(Outcome.UNREACHABLE, excluded.outcome());
    assertEquals("ConnectException: refused", excluded.reason());
    assertEquals(Outcome.ACCEPTED, SmallCluster.of("a", without).outcome());
    assertEquals(2, cluster.sentTo("c").size(), "no correction without an answer");
    assertEquals(Outcome.ACCEPTED, SmallCluster.of("c", with).outcome());
  }

  @Test
  void aClockThatThrowsAnythingElseIsLeftOutLikewise() throws Exception {
    ClockRemote c = cluster.add("c", 0);
    doThrow(new IllegalStateException("broken\nin two lines")).when(c).getTime();
    RoundReport report = cluster.round();

    assertEquals(Outcome.UNREACHABLE, SmallCluster.of("c", report).outcome());
    assertEquals(
        "IllegalStateException: broken in two lines", SmallCluster.of("c", report).reason());
    assertEquals(1, cluster.sentTo("a").size());
  }

  @Test
  void aLiarIsRejectedNamedAndCorrectedAllTheSameAndTheOthersStay() throws Exception {
    ClockRemote liar = cluster.add("liar", 0);
    cluster.round();
    doAnswer(call -> System.nanoTime() + SmallCluster.HOUR).when(liar).getTime();
    RoundReport report = cluster.round();

    assertEquals(Outcome.REJECTED, SmallCluster.of("liar", report).outcome());
    assertTrue(SmallCluster.of("liar", report).reason().contains("s +-"), report.toString());
    assertTrue(
        Math.abs(cluster.sentTo("liar").get(1).deltaNanos() + SmallCluster.HOUR) < 60_000_000_000L);
    assertEquals(0, report.agreedOffsetNanos());
  }

  @Test
  void aFailedCorrectionIsReportedAndNotRetried() throws Exception {
    ClockRemote c = cluster.add("c", 0);
    AtomicInteger attempts = new AtomicInteger();
    doAnswer(
            call -> {
              attempts.incrementAndGet();
              throw new RemoteException("lost");
            })
        .when(c)
        .adjust(any());
    RoundReport report = cluster.round();

    assertEquals(1, attempts.get());
    MemberReport c1 = SmallCluster.of("c", report);
    assertTrue(c1.reason().endsWith("correction failed: RemoteException: lost"), c1.reason());
    assertEquals(0, c1.deltaNanos());
    assertEquals(1, cluster.sentTo("a").size(), "the others have theirs");
  }

  @Test
  void aMemberThatObeysANewerTermEndsTheMastershipButTheRoundIsCarriedOut() throws Exception {
    ClockRemote c = cluster.add("c", 0);
    doThrow(new StaleTermException(SmallCluster.TERM, 8, "n")).when(c).adjust(any());

    var refusal = assertThrows(StaleTermException.class, cluster::round);

    assertEquals(8, refusal.obeyedTerm());
    assertEquals(1, cluster.sentTo("a").size());
    assertEquals(1, cluster.sentTo("b").size());
  }

  @Test
  void whoLosesItsAuthorityDuringTheProbingCorrectsNobodyNotEvenItself() throws Exception {
    assertEquals(Optional.empty(), cluster.roundWithoutAuthority());

    assertEquals(List.of(), cluster.sentTo("a"));
    assertEquals(List.of(), cluster.master.received);
  }

  @Test
  void aFullNodeIsAskedWhetherItIsANewcomerAndANodeThatCannotSayIsLeftOut() throws Exception {
    addNode("member", NodeState.HOLDOVER);
    addNode("newcomer", NodeState.NEWCOMER);
    var dumb = addNode("dumb", NodeState.SYNCHRONISED);
    when(((NodeRemote) dumb).status()).thenThrow(new RemoteException("no"));

    RoundReport report = cluster.round();

    assertEquals(Outcome.ACCEPTED, SmallCluster.of("member", report).outcome());
    assertEquals(Outcome.NEWCOMER, SmallCluster.of("newcomer", report).outcome());
    assertEquals(Outcome.UNREACHABLE, SmallCluster.of("dumb", report).outcome());
    assertEquals("RemoteException: no", SmallCluster.of("dumb", report).reason());
  }

  private ClockRemote addNode(String id, NodeState state) throws Exception {
    ClockRemote node =
        mock(ClockRemote.class, withSettings().stubOnly().extraInterfaces(NodeRemote.class));
    doAnswer(call -> System.nanoTime()).when(node).getTime();
    when(((NodeRemote) node).status())
        .thenReturn(
            new NodeStatus(
                id, 0, 0, Role.SLAVE, state, 0, "", new Reading(0, 0), 0, 0, 0, 0, 0, 0, 0));
    cluster.roster.update(Set.of("a", "b", "member", "newcomer", "dumb"), Map.of(id, node));
    return node;
  }

  @Test
  void aClockThatHangsCostsTheRoundItsDeadlineAndNobodyElseAnything() throws Exception {
    var release = new CountDownLatch(1);
    try (var hasty = new SmallCluster("mean", Duration.ofSeconds(3))) {
      hasty.add("a", 0);
      ClockRemote stuck = hasty.add("stuck", 0);
      doAnswer(
              call -> {
                release.await();
                return 0L;
              })
          .when(stuck)
          .getTime();
      RoundReport report = hasty.round();

      assertEquals(Outcome.UNREACHABLE, SmallCluster.of("stuck", report).outcome());
      assertEquals(
          "TimeoutException: no answer within the deadline",
          SmallCluster.of("stuck", report).reason());
      assertEquals(1, hasty.sentTo("a").size());
      assertEquals(0, hasty.sentTo("stuck").size());
      long nanos = report.durationNanos();
      assertTrue(nanos >= 2_250_000_000L, "three quarters of it, for probing: " + nanos);
    } finally {
      release.countDown();
    }
  }
}
