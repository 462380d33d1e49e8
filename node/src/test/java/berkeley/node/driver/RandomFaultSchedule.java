package berkeley.node.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Injects random faults into a cluster, and in the end removes them all. */
final class RandomFaultSchedule {

  private final SimulatedCluster cluster;
  private final Random random;
  private final List<String> names;

  RandomFaultSchedule(SimulatedCluster cluster, Random random) {
    this.cluster = cluster;
    this.random = random;
    names = List.of("a", "b", "c", "d", "e").subList(0, 2 + random.nextInt(4));
  }

  void run(int faults) {
    for (String name : names) {
      cluster.start(name);
      cluster.runFor(Duration.ofMillis(random.nextInt(500)));
    }
    cluster.network.leastDelayNanos = 100_000;
    for (int i = 0; i < faults; i++) {
      cluster.runFor(Duration.ofMillis(random.nextInt(4000)));
      harm();
    }
    cluster.heal();
    cluster.network.mostDelayNanos = 5_000_000;
    names.forEach(this::revive);
    // One that was leaving has told the others by then, and is gone.
    cluster.runFor(Duration.ofSeconds(1));
    names.forEach(this::revive);
  }

  private void harm() {
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(12)) {
      case 0 -> {
        Set<String> one = half();
        Set<String> other = new HashSet<>(cluster.nodes.keySet());
        other.removeAll(one);
        cluster.split(one, other);
      }
      case 1 -> cluster.network.cut(half(), half());
      case 2, 3 -> cluster.heal();
      case 4 -> cluster.network.loss = random.nextDouble() * 0.4;
      case 5 -> cluster.network.repetition = random.nextDouble() * 0.4;
      case 6 -> cluster.network.mostDelayNanos = random.nextLong(1_000_000, 500_000_000);
      case 7 -> cluster.stop(name);
      case 8 -> revive(name);
      case 9 -> {
        if (!cluster.node(name).dead) {
          cluster.kill(name);
        }
        if (random.nextBoolean()) {
          revive(name);
        }
      }
      case 10 -> {
        if (!cluster.node(name).dead && !cluster.node(name).isStopped() && random.nextInt(4) == 0) {
          cluster.leave(name);
        }
      }
      default -> cluster.leaders().stream().findFirst().ifPresent(this::disturbMaster);
    }
  }

  private void disturbMaster(String master) {
    switch (random.nextInt(3)) {
      case 0 -> cluster.stepDown(master);
      case 1 -> cluster.stop(master);
      default -> cluster.kill(master);
    }
  }

  private void revive(String name) {
    if (cluster.node(name).dead) {
      cluster.start(name);
    } else {
      cluster.resume(name);
    }
  }

  private Set<String> half() {
    Set<String> half = new HashSet<>();
    cluster.nodes.keySet().stream().filter(name -> random.nextBoolean()).forEach(half::add);
    return new HashSet<>(new ArrayList<>(half));
  }
}
