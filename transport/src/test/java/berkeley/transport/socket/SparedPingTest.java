package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.ClockRemote;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts what a caller really sends, after pauses in which RMI begins to doubt its connection. */
@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparedPingTest {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONG_PAUSE = Duration.ofMillis(150);

  /** One is enough that is not held up for longer than the grace. */
  private static final int TRIES = 50;

  private interface Measure {
    void of(ClockRemote clock, DelayedLink link) throws Exception;
  }

  private static void measure(Measure measure) throws Exception {
    AtomicReference<DelayedLink> link = new AtomicReference<>();
    try (Stubs stubs = new Stubs()) {
      ClockRemote clock =
          stubs.behind(
              new TimedSocketFactory(SocketLimits.DEFAULT),
              () -> 42,
              port -> {
                link.set(DelayedLink.to(port, Duration.ZERO));
                return link.get().port();
              });
      try (DelayedLink path = link.get()) {
        measure.of(clock, path);
      }
    }
  }

  private static long ours(ClockRemote clock) throws RemoteException {
    return RemoteCall.get(
        HostTicks.now() + Duration.ofSeconds(5).toNanos(), RemoteCall.ANYONE, clock::getTime);
  }

  @Test
  void aCallAfterAShortPauseIsAllThatIsSent() throws Exception {
    measure(
        (clock, link) -> {
          boolean inTime = false;
          for (int i = 0; i < TRIES && !inTime; i++) {
            long begin = HostTicks.now();
            ours(clock);
            Thread.sleep(PAUSE.toMillis());
            int before = link.requests();
            assertEquals(42, ours(clock));
            inTime = HostTicks.now() - begin < PingGrace.NANOS;
            assertTrue(!inTime || link.requests() - before == 1, "a ping was sent");
          }
          assertTrue(inTime, "never in time");
        });
  }

  @Test
  void thePingIsSentAfterALongPause() throws Exception {
    measure(
        (clock, link) -> {
          ours(clock);
          Thread.sleep(LONG_PAUSE.toMillis());
          int before = link.requests();
          assertEquals(42, ours(clock));
          assertEquals(2, link.requests() - before);
        });
  }

  @Test
  void theApplicationsOwnCallsArePingedAsEver() throws Exception {
    measure(
        (clock, link) -> {
          clock.getTime();
          Thread.sleep(PAUSE.toMillis());
          int before = link.requests();
          assertEquals(42, clock.getTime());
          assertEquals(2, link.requests() - before);
        });
  }
}
