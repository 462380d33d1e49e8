package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Probe;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caller and clock read the same counter, so the true offset is zero and any other is an error. */
@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StampTest {

  private static final Logger LOG = LoggerFactory.getLogger(StampTest.class);
  private static final Duration ONE_WAY = Duration.ofMillis(10);
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final int TRIES = 6;

  @Test
  void stampsLeaveOutThePingOfAnIdleConnection() throws Exception {
    AtomicReference<DelayedLink> link = new AtomicReference<>();
    try (Stubs stubs = new Stubs()) {
      ClockRemote clock =
          stubs.behind(
              new TimedSocketFactory(SocketLimits.DEFAULT),
              HostTicks::now,
              port -> {
                link.set(DelayedLink.to(port, ONE_WAY));
                return link.get().port();
              });
      try (DelayedLink path = link.get()) {
        Try onNewConnection = once(clock);
        Try[] afterIdleness = new Try[TRIES];
        for (int i = 0; i < TRIES; i++) {
          Thread.sleep(IDLE.toMillis());
          afterIdleness[i] = once(clock);
        }

        long stamped = errorOfTheQuickest(Stream.of(afterIdleness).map(Try::stamped));
        long round = errorOfTheQuickest(Stream.of(afterIdleness).map(Try::round));
        LOG.info(
            "10 ms each way, offset error in us: stamped {}, round the stub {}; on a new"
                + " connection {} and {}; {} connection(s)",
            stamped / 1000,
            round / 1000,
            error(onNewConnection.stamped()) / 1000,
            error(onNewConnection.round()) / 1000,
            path.connections());
        assertTrue(Math.abs(stamped) < 3_000_000, () -> "stamped: %d ns".formatted(stamped));
        assertTrue(round > 5_000_000, () -> "round the stub: %d ns".formatted(round));
      }
    }
  }

  private static Try once(ClockRemote clock) throws RemoteException {
    try (RemoteCall call =
        RemoteCall.begin(HostTicks.now() + Duration.ofSeconds(5).toNanos(), RemoteCall.ANYONE)) {
      long before = HostTicks.now();
      long time = clock.getTime();
      long after = HostTicks.now();
      return new Try(
          new Probe(call.sentTicks(), call.receivedTicks(), time), new Probe(before, after, time));
    }
  }

  private static long errorOfTheQuickest(Stream<Probe> probes) {
    return error(probes.min(Comparator.comparingLong(Probe::rttNanos)).orElseThrow());
  }

  private static long error(Probe probe) {
    return probe.remoteNanos() - (probe.sentTicks() + probe.rttNanos() / 2);
  }

  private record Try(Probe stamped, Probe round) {}
}
