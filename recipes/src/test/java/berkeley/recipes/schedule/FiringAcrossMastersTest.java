package berkeley.recipes.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.recipes.cluster.VirtualCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions of all nodes at the same instants, while masters come and go. */
class FiringAcrossMastersTest {

  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** Rates of cluster time and of true time differ by less. */
  private static final double MOST_RATE = 1.001;

  private record Seen(long trueNanos, long distanceNanos) {}

  @Test
  @Tag("full")
  void ofManySeedsToo() {
    LongStream.concat(LongStream.of(125), LongStream.rangeClosed(1_001, 1_060))
        .forEach(this::nodesBeginNoFurtherApartThanTheySay);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nodesBeginNoFurtherApartThanTheySay(long seed) {
    VirtualCluster cluster = new VirtualCluster(5, seed);
    Map<Instant, List<Seen>> begun = new HashMap<>();
    Set<Object> planned = new HashSet<>();
    cluster.harm();
    cluster.run(
        Duration.ofMinutes(4),
        Duration.ofMillis(100),
        () ->
            cluster.hosts.stream()
                .filter(host -> host.isAlive() && planned.add(host.clock()))
                .forEach(host -> plan(cluster, host, begun, seed)));

    int together = 0;
    for (List<Seen> each : begun.values()) {
      together += each.size() > 3 ? 1 : 0;
      for (Seen one : each) {
        for (Seen other : each) {
          long apart = Math.abs(one.trueNanos() - other.trueNanos());
          assertTrue(
              apart <= (one.distanceNanos() + other.distanceNanos()) * MOST_RATE + 2,
              () -> "seed %d: %s and %s".formatted(seed, one, other));
        }
      }
    }
    assertTrue(together > 60 && cluster.masterships() > 3, "seed %d: %d".formatted(seed, together));
  }

  private static void plan(
      VirtualCluster cluster, VirtualCluster.Host host, Map<Instant, List<Seen>> begun, long seed) {
    long first = (cluster.wallNanos() / PERIOD.toNanos() + 1) * PERIOD.toNanos();
    FiringPlan plan =
        new FiringPlan(host.clock(), FiringLimits.DEFAULT, Instant.EPOCH.plusNanos(first), PERIOD);
    Set<Instant> own = new HashSet<>();
    TimedAction action =
        firing -> {
          assertTrue(own.add(firing.planned()) && !firing.lateness().isNegative(), "seed " + seed);
          begun
              .computeIfAbsent(firing.planned(), instant -> new ArrayList<>())
              .add(new Seen(cluster.time.now(), firing.distance().toNanos()));
        };
    look(host, host.clock(), plan, action);
  }

  private static void look(
      VirtualCluster.Host host, Object life, FiringPlan plan, TimedAction action) {
    if (host.clock() == life) {
      long wait = Math.min(plan.look(action), 500_000_000L);
      host.loop().at(host.ticks() + wait, () -> look(host, life, plan, action));
    }
  }
}
