package berkeley.recipes.lease;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.recipes.cluster.VirtualCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that compete for a lease while masters come and go. */
class LeasesAcrossMastersTest {

  private static final Duration LENGTH = Duration.ofSeconds(3);

  /** One life of a competitor. */
  private static final class Competitor {
    private final LeaseManager leases;
    private Optional<Lease> lease = Optional.empty();

    Competitor(VirtualCluster.Host host, LeaseStore store) {
      leases = new LeaseManager(host.clock(), store, "n" + host.number);
    }

    void compete(VirtualCluster cluster) throws IOException {
      if (lease.isPresent() && lease.get().isHeld()) {
        // Some forget to renew, and some give up.
        if (cluster.random.chance(0.02)) {
          lease.get().close();
        } else if (cluster.random.chance(0.9)) {
          lease.get().renew(LENGTH);
        }
      } else {
        lease = leases.tryAcquire("x", LENGTH);
      }
    }

    boolean isHolder() {
      return lease.isPresent() && lease.get().isHeld();
    }
  }

  @Test
  @Tag("full")
  void ofManySeedsToo() {
    LongStream.rangeClosed(1_001, 1_060).forEach(this::atNoInstantDoTwoHoldIt);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void atNoInstantDoTwoHoldIt(long seed) {
    VirtualCluster cluster = new VirtualCluster(5, seed);
    MemoryLeaseStore store = new MemoryLeaseStore();
    Map<Object, Competitor> competitors = new HashMap<>();
    Set<Long> fences = new HashSet<>();
    long[] highest = new long[1];
    cluster.harm();
    cluster.run(
        Duration.ofMinutes(5),
        Duration.ofMillis(3),
        () -> {
          VirtualCluster.Host host = cluster.random.of(cluster.hosts);
          // Where a process is stopped or dead, this waits or never happens.
          cluster.time.in(
              0,
              () -> {
                if (host.isAlive() && host.clock().state() != NodeState.NEWCOMER) {
                  Competitor one =
                      competitors.computeIfAbsent(
                          host.clock(), clock -> new Competitor(host, store));
                  host.run(() -> competeNow(cluster, one));
                }
              });
          long holders = competitors.values().stream().filter(Competitor::isHolder).count();
          assertTrue(holders <= 1, () -> "seed %d: %d holders".formatted(seed, holders));
          competitors.values().stream()
              .filter(Competitor::isHolder)
              .mapToLong(each -> each.lease.orElseThrow().fence())
              .forEach(
                  fence -> {
                    fences.add(fence);
                    assertTrue(fence >= highest[0], () -> "seed " + seed);
                    highest[0] = fence;
                  });
        });
    assertTrue(
        fences.size() > 5, () -> "seed %d: %d holders in turn".formatted(seed, fences.size()));
    assertTrue(cluster.masterships() > 3, () -> "seed " + seed);
  }

  private static void competeNow(VirtualCluster cluster, Competitor one) {
    try {
      one.compete(cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
