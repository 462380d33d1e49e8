package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real sockets against peers that never answer.
 *
 * <p>The limit of a minute is out of reach of the deadlines, so whatever ends sooner was ended by
 * its deadline. Margins are wide: only a hang may fail these tests.
 */
@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineTest.class);
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TimedSocketFactory SOCKETS =
      new TimedSocketFactory(new SocketLimits(MINUTE, MINUTE));

  private final Stubs stubs = new Stubs();

  @AfterEach
  void unexport() throws IOException {
    stubs.close();
  }

  @Test
  void aPeerThatAcceptsAndNeverAnswersCostsOneDeadline() throws Exception {
    try (FaultyPeer peer = FaultyPeer.silent()) {
      RemoteException failure = endsAtItsDeadline(stubs.astray(SOCKETS, peer.port()));

      assertInstanceOf(SocketTimeoutException.class, failure.getCause());
    }
  }

  @Test
  void aPeerThatTricklesBytesForEverCostsOneDeadline() throws Exception {
    try (FaultyPeer peer = FaultyPeer.trickling()) {
      RemoteException failure = endsAtItsDeadline(stubs.astray(SOCKETS, peer.port()));

      assertInstanceOf(SocketTimeoutException.class, failure.getCause());
    }
  }

  @Test
  void aPeerToWhichNobodyCanConnectCostsOneDeadline() throws Exception {
    try (FaultyPeer peer = FaultyPeer.full()) {
      RemoteException failure = endsAtItsDeadline(stubs.astray(SOCKETS, peer.port()));

      assertInstanceOf(ConnectException.class, failure.getCause());
    }
  }

  @Test
  void aMethodThatBlocksCostsOneDeadlineAndTheThreadCanCallAgain() throws Exception {
    CountDownLatch testIsOver = new CountDownLatch(1);
    ClockRemote blocked = stubs.direct(SOCKETS, () -> waitFor(testIsOver));
    ClockRemote healthy = stubs.direct(SOCKETS, () -> 42);
    try {
      endsAtItsDeadline(blocked);

      assertEquals(42, RemoteCall.get(in(MARGIN), RemoteCall.ANYONE, healthy::getTime));
    } finally {
      testIsOver.countDown();
    }
  }

  @Test
  void manyStalePooledConnectionsTogetherCostOneDeadline() throws Exception {
    int pooled = 8;
    AtomicReference<DelayedLink> link = new AtomicReference<>();
    CyclicBarrier together = new CyclicBarrier(pooled);
    ClockRemote clock =
        stubs.behind(
            new TimedSocketFactory(new SocketLimits(MINUTE, Duration.ofSeconds(5))),
            () -> waitFor(together),
            port -> {
              link.set(DelayedLink.to(port, Duration.ZERO));
              return link.get().port();
            });
    try (DelayedLink path = link.get()) {
      callAtOnce(clock, pooled);
      assertEquals(pooled, path.connections());
      path.stop();

      endsAtItsDeadline(clock);
    }
  }

  @Test
  void aPassedDeadlineEndsACallBeforeItLeaves() throws Exception {
    ClockRemote healthy = stubs.direct(SOCKETS, () -> 42);

    RemoteException failure =
        assertThrows(
            RemoteException.class,
            () -> RemoteCall.get(HostTicks.now() - 1, RemoteCall.ANYONE, healthy::getTime));

    assertTrue(failure.getCause().getMessage().contains("the deadline passed"), failure::toString);
  }

  @Test
  void withoutADeadlineTheLimitsHoldAndRmisOwnMinuteDoesNot() throws Exception {
    TimedSocketFactory strict =
        new TimedSocketFactory(new SocketLimits(Duration.ofMillis(200), Duration.ofMillis(200)));
    try (FaultyPeer silent = FaultyPeer.silent();
        FaultyPeer full = FaultyPeer.full()) {
      for (int port : new int[] {silent.port(), full.port()}) {
        ClockRemote clock = stubs.astray(strict, port);
        long start = HostTicks.now();
        assertThrows(RemoteException.class, clock::getTime);
        assertTook(Duration.ofMillis(200), start);
      }
    }
  }

  @Test
  void aSilentHostDoesNotCostOtherPeersTheirPooledConnections() throws Exception {
    AtomicReference<DelayedLink> link = new AtomicReference<>();
    ClockRemote healthy =
        stubs.behind(
            SOCKETS,
            () -> 42,
            port -> {
              link.set(DelayedLink.to(port, Duration.ZERO));
              return link.get().port();
            });
    try (DelayedLink path = link.get();
        FaultyPeer full = FaultyPeer.full()) {
      healthy.getTime();
      endsAtItsDeadline(stubs.astray(SOCKETS, full.port()));
      healthy.getTime();

      assertEquals(1, path.connections());
    }
  }

  @Test
  void fiftyAbandonedCallsLeaveNeitherThreadsNorConnectionsBehind() throws Exception {
    try (FaultyPeer peer = FaultyPeer.silent()) {
      ClockRemote clock = stubs.astray(SOCKETS, peer.port());
      abandonACall(clock);
      int threads = threadsOfTheCaller();

      for (int i = 0; i < 50; i++) {
        abandonACall(clock);
      }

      while (peer.accepted() < 2 || !peer.isAbandoned()) {
        Thread.sleep(5);
      }
      assertTrue(
          threadsOfTheCaller() <= threads + 5,
          () -> threads + " threads before, " + threadsOfTheCaller());
    }
  }

  private static void abandonACall(ClockRemote clock) {
    long deadline = in(Duration.ofMillis(20));
    assertThrows(
        RemoteException.class, () -> RemoteCall.get(deadline, RemoteCall.ANYONE, clock::getTime));
  }

  private static RemoteException endsAtItsDeadline(ClockRemote clock) {
    long start = HostTicks.now();
    RemoteException failure =
        assertThrows(
            RemoteException.class,
            () -> RemoteCall.get(in(DEADLINE), RemoteCall.ANYONE, clock::getTime));
    assertTook(DEADLINE, start);
    return failure;
  }

  private static void assertTook(Duration atLeast, long startTicks) {
    Duration took = Duration.ofNanos(HostTicks.now() - startTicks);
    LOG.info("to end after {} ms, ended after {} ms", atLeast.toMillis(), took.toNanos() / 1e6);
    // A socket counts in milliseconds of its own and may wake a fraction of one early.
    assertTrue(took.compareTo(atLeast.multipliedBy(9).dividedBy(10)) >= 0, () -> "early: " + took);
    assertTrue(took.compareTo(MARGIN) < 0, () -> "hung for " + took);
  }

  private static void callAtOnce(ClockRemote clock, int callers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Long>> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(threads.submit(clock::getTime));
      }
      for (Future<Long> call : calls) {
        call.get(MARGIN.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static long in(Duration time) {
    return HostTicks.now() + time.toNanos();
  }

  /** All threads but those of the pools that play the peers. */
  private static int threadsOfTheCaller() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("pool-"))
            .count();
  }

  private static long waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static long waitFor(CyclicBarrier barrier) {
    try {
      return barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
