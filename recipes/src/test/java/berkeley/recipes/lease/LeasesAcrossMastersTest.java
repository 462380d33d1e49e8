package berkeley.recipes.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.node.NodeClock;
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
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

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
    Contest contest = new Contest(seed);
    contest.cluster.harm();
    contest.run(Duration.ofMinutes(5));
    assertTrue(contest.fences.size() > 5, contest::toString);
    assertTrue(contest.cluster.masterships() > 3, contest::toString);
  }

  /**
   * Four of five start anew and begin an epoch of their own, an hour ahead or back, while the fifth
   * is cut off from them and goes on in the old one.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void nodesOfTwoEpochsDoNotHoldItAtOnce(long seed) {
    Contest contest = new Contest(seed);
    contest.run(Duration.ofSeconds(40));
    VirtualCluster.Host kept = contest.cluster.hosts.get(2);
    long before = kept.clock().now().epoch();
    contest.cluster.restartAllBut(kept, seed % 2 == 0 ? HOUR_NANOS : -HOUR_NANOS);
    contest.run(Duration.ofMinutes(4));
    assertEquals(before, kept.clock().now().epoch());
    assertTrue(contest.epochs.contains(before), contest::toString);
    assertEquals(2, contest.epochs.size(), contest::toString);
  }

  /** One cluster whose nodes compete, looked at each few milliseconds. */
  private static final class Contest {
    private final long seed;
    private final VirtualCluster cluster;
    private final MemoryLeaseStore store = new MemoryLeaseStore();

    /** By the clocks of their lives, the dead ones too: their leases last until they end. */
    private final Map<NodeClock, Competitor> competitors = new HashMap<>();

    private final Set<Long> fences = new HashSet<>();

    /** In which a lease was held since the last start of a run. */
    private final Set<Long> epochs = new HashSet<>();

    private long highest;

    Contest(long seed) {
      this.seed = seed;
      this.cluster = new VirtualCluster(5, seed);
    }

    void run(Duration length) {
      epochs.clear();
      cluster.run(length, Duration.ofMillis(3), this::look);
    }

    private void look() {
      VirtualCluster.Host host = cluster.random.of(cluster.hosts);
      // Where a process is stopped or dead, this waits or never happens.
      cluster.time.in(
          0,
          () -> {
            if (host.isAlive() && host.clock().state() != NodeState.NEWCOMER) {
              Competitor one =
                  competitors.computeIfAbsent(host.clock(), clock -> new Competitor(host, store));
              host.run(() -> competeNow(cluster, one));
            }
          });
      long holders = 0;
      for (Map.Entry<NodeClock, Competitor> each : competitors.entrySet()) {
        if (each.getValue().isHolder()) {
          holders++;
          long fence = each.getValue().lease.orElseThrow().fence();
          assertTrue(fence >= highest, this::toString);
          highest = fence;
          fences.add(fence);
          epochs.add(each.getKey().now().epoch());
        }
      }
      assertTrue(holders <= 1, this::toString);
    }

    @Override
    public String toString() {
      return "seed %d: fences %s, epochs %s, %s".formatted(seed, fences, epochs, store.read("x"));
    }
  }

  private static void competeNow(VirtualCluster cluster, Competitor one) {
    try {
      one.compete(cluster);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
