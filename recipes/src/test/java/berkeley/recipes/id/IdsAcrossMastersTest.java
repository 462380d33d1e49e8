package berkeley.recipes.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.TimeInterval;
import berkeley.recipes.cluster.VirtualCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of nodes that die and whose masters come and go, up to a restart of all of them. */
class IdsAcrossMastersTest {

  private final Map<Integer, MemoryMark> uuidMarks = new HashMap<>();
  private final Map<Integer, MemoryMark> longMarks = new HashMap<>();
  private final Map<Object, UuidGenerator> uuids = new HashMap<>();
  private final Map<Object, LongIdGenerator> longs = new HashMap<>();
  private final Map<Integer, UUID> newestUuid = new HashMap<>();
  private final Map<Integer, Long> newestLong = new HashMap<>();
  private final Set<Object> made = new HashSet<>();
  private int attempts;

  private UuidGenerator uuids(VirtualCluster.Host host) {
    return uuids.computeIfAbsent(
        host.clock(),
        clock -> {
          try {
            MemoryMark mark = uuidMarks.computeIfAbsent(host.number, n -> new MemoryMark());
            return new UuidGenerator(host.clock(), mark, 1, 2);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private LongIdGenerator longs(VirtualCluster.Host host) {
    return longs.computeIfAbsent(
        host.clock(),
        clock -> {
          try {
            MemoryMark mark = longMarks.computeIfAbsent(host.number, n -> new MemoryMark());
            return new LongIdGenerator(host.clock(), host.number, mark);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  @Tag("full")
  void ofManySeedsToo() {
    LongStream.rangeClosed(1_001, 1_060).forEach(this::idsNeverGoBackNorRepeat);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void idsNeverGoBackNorRepeat(long seed) {
    VirtualCluster cluster = new VirtualCluster(5, seed);
    cluster.harm();
    cluster.run(Duration.ofMinutes(3), Duration.ofMillis(11), () -> make(cluster, seed));
    // A cold start an hour before: cluster time goes back, ids do not.
    cluster.restartAll(-3_600_000_000_000L);
    cluster.run(Duration.ofMinutes(1), Duration.ofMillis(11), () -> make(cluster, seed));
    assertEquals(2 * attempts, made.size());
    assertTrue(attempts > 10_000 && cluster.masterships() > 3, () -> "seed " + seed);
    made.clear();
    newestUuid.clear();
    newestLong.clear();
    uuidMarks.clear();
    longMarks.clear();
    attempts = 0;
  }

  private void make(VirtualCluster cluster, long seed) {
    VirtualCluster.Host host = cluster.random.of(cluster.hosts);
    if (!host.isAlive() || host.clock().state() == NodeState.NEWCOMER) {
      return;
    }
    attempts++;
    UUID uuid = uuids(host).get();
    long number = longs(host).getAsLong();
    UUID uuidBefore = newestUuid.put(host.number, uuid);
    Long numberBefore = newestLong.put(host.number, number);
    assertTrue(uuidBefore == null || uuidBefore.compareTo(uuid) < 0, () -> "seed " + seed);
    assertTrue(numberBefore == null || numberBefore < number, () -> "seed " + seed);
    made.add(uuid);
    made.add(number);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void idsFurtherApartThanTheBoundsAreInOrder(long seed) throws IOException {
    VirtualCluster cluster = new VirtualCluster(3, seed);
    cluster.run(Duration.ofSeconds(30), Duration.ofSeconds(1), () -> {});
    for (int i = 0; i < 300; i++) {
      VirtualCluster.Host one = cluster.random.of(cluster.hosts);
      VirtualCluster.Host other = cluster.random.of(cluster.hosts);
      UUID first = new UuidGenerator(one.clock(), HighWaterMark.NONE).get();
      long firstNumber = new LongIdGenerator(one.clock(), 9, HighWaterMark.NONE).getAsLong();
      long apart = width(one.clock().interval()) + width(other.clock().interval());
      cluster.time.runUntil(cluster.time.now() + apart + 1_000);
      UUID second = new UuidGenerator(other.clock(), HighWaterMark.NONE).get();
      long secondNumber = new LongIdGenerator(other.clock(), 0, HighWaterMark.NONE).getAsLong();
      assertTrue(first.compareTo(second) < 0, () -> "seed " + seed);
      assertTrue(firstNumber < secondNumber, () -> "seed " + seed);
    }
  }

  private static long width(TimeInterval interval) {
    return Duration.between(interval.earliest(), interval.latest()).toNanos();
  }
}
