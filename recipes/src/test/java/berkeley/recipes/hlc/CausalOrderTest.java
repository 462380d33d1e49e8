package berkeley.recipes.hlc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.recipes.cluster.VirtualCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between nodes whose masters come and go. */
class CausalOrderTest {

  private static final long UNIT = 1 << 16;

  /** One life's clock, and the newest stamp of all that may have influenced it. */
  private static final class Life {
    private final HybridLogicalClock hlc;
    private long newest = Long.MIN_VALUE;

    Life(HybridLogicalClock hlc) {
      this.hlc = hlc;
    }
  }

  private record Message(long stamp, int from) {}

  @Test
  @Tag("full")
  void ofManySeedsToo() {
    LongStream.rangeClosed(1_001, 1_060).forEach(this::causesComeBeforeTheirEffects);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void causesComeBeforeTheirEffects(long seed) {
    VirtualCluster cluster = new VirtualCluster(5, seed);
    Map<Object, Life> lives = new HashMap<>();
    List<Message> underWay = new ArrayList<>();
    cluster.harm();
    cluster.run(
        Duration.ofMinutes(4),
        Duration.ofMillis(7),
        () -> {
          VirtualCluster.Host host = cluster.random.of(cluster.hosts);
          if (!host.isAlive() || host.clock().state() == NodeState.NEWCOMER) {
            return;
          }
          Life life =
              lives.computeIfAbsent(
                  host.clock(), clock -> new Life(new HybridLogicalClock(host.clock())));
          Instant now = host.clock().instant();
          long cause = life.newest;
          if (!underWay.isEmpty() && cluster.random.chance(0.6)) {
            Message message = cluster.random.of(underWay);
            underWay.remove(message);
            cause = Math.max(cause, message.stamp());
            life.newest = life.hlc.receive(message.stamp());
          } else {
            life.newest = life.hlc.stamp();
            underWay.add(new Message(life.newest, host.number));
          }
          long stamp = life.newest;
          assertTrue(stamp > cause, () -> "seed " + seed);
          Duration ahead = Duration.between(now, HybridLogicalClock.timeOf(stamp));
          assertTrue(!ahead.isNegative(), () -> "seed %d: %s".formatted(seed, ahead));
          // Nodes are some milliseconds apart at most, by their paths' asymmetry and by holdover.
          assertTrue(
              ahead.toNanos() < 20_000_000 + UNIT, () -> "seed %d: %s".formatted(seed, ahead));
        });
    assertTrue(cluster.masterships() > 3, () -> "seed " + seed);
  }
}
