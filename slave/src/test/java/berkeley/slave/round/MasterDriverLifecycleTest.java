package berkeley.slave.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.slave.round.MasterDriver.Ending;
import berkeley.transport.registry.ClusterAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A master whose registry is not there: only its own clock is in the cluster. */
@Timeout(60)
class MasterDriverLifecycleTest {

  private final List<Long> rounds = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private MasterClock clock = new SmallCluster.OwnClock();
  private ClusterAddress nowhere;
  private volatile boolean authorised = true;

  @BeforeEach
  void aPortWhereNobodyListens() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = ClusterAddress.at(List.of(new RegistryAddress("127.0.0.1", socket.getLocalPort())));
    }
  }

  private MasterDriver master(Duration period, long count, Consumer<RoundReport> onRound) {
    var settings = MasterSettings.builder().period(period).rounds(count).build();
    return new MasterDriver(
        "m", 3, clock, nowhere, settings, () -> authorised, onRound, endings::add);
  }

  private Ending ending() throws InterruptedException {
    return endings.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void leadsTheRoundsThatItWasAskedForAndNumbersThemFromOne() throws Exception {
    MasterDriver master = master(Duration.ofMillis(10), 4, report -> rounds.add(report.round()));
    master.start();

    assertEquals(new Ending.Done(), ending());
    master.awaitEnd();
    assertEquals(List.of(1L, 2L, 3L, 4L), rounds);
    assertTrue(endings.isEmpty(), "told once");
  }

  @Test
  void goesOnUntilItIsClosedAndDoesNotFinishItsPause() throws Exception {
    var begun = new LinkedBlockingQueue<RoundReport>();
    MasterDriver master = master(Duration.ofDays(1), 0, begun::add);
    master.start();
    assertEquals(3, begun.poll(30, TimeUnit.SECONDS).term());

    master.close();

    assertEquals(new Ending.Closed(), ending());
    master.awaitEnd();
  }

  @Test
  void endsWhenItIsNoLongerAuthorised() throws Exception {
    MasterDriver master =
        master(
            Duration.ofMillis(10),
            0,
            report -> {
              rounds.add(report.round());
              authorised = report.round() < 2;
            });
    master.start();

    assertEquals(new Ending.Closed(), ending());
    assertEquals(List.of(1L, 2L), rounds);
  }

  @Test
  void isDeposedWhenItsOwnNodeObeysANewerTerm() throws Exception {
    clock = new Refusing();
    master(Duration.ofMillis(10), 0, report -> rounds.add(report.round())).start();

    Ending.Deposed deposed = assertInstanceOf(Ending.Deposed.class, ending());
    assertEquals(4, deposed.said().obeyedTerm());
    assertEquals(List.of(), rounds, "the round came to nothing");
  }

  @Test
  void leadsThoseItKnowsAlreadyAlthoughNoRegistryAnswers() throws Exception {
    var led = new LinkedBlockingQueue<RoundReport>();
    ClockRemote known = mock(ClockRemote.class);
    MasterDriver master = master(Duration.ofSeconds(1), 1, led::add);
    master.start(Map.of("known", known));

    assertEquals("known", led.poll(30, TimeUnit.SECONDS).members().get(0).id());
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheMastership() throws Exception {
    MasterDriver master =
        master(
            Duration.ofMillis(10),
            3,
            report -> {
              rounds.add(report.round());
              throw new IllegalStateException("a faulty listener");
            });
    master.start();

    assertEquals(new Ending.Done(), ending());
    assertEquals(List.of(1L, 2L, 3L), rounds);
  }

  private static final class Refusing implements MasterClock {

    @Override
    public long ticks() {
      return System.nanoTime();
    }

    @Override
    public long timeAt(long ticks) {
      return ticks;
    }

    @Override
    public boolean newcomer() {
      return false;
    }

    @Override
    public long errorBoundNanos() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new StaleTermException(delta.term(), delta.term() + 1, "n");
    }
  }
}
