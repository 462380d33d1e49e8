package berkeley.simulator.bully;

import berkeley.node.election.ElectionSettings;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * One cluster through four events: its master is killed, starts again, is split off with the
 * minority, and is joined again. Looks who leads two hundred times a second. For one thread.
 */
final class ElectionTrial {

  private static final int SETTLE_PERIODS = 30;
  private static final int WATCH_PERIODS = 25;
  private static final long LOOK_NANOS = 5_000_000;
  private static final int NOBODY = -1;

  private final int size;
  private final long periodNanos;
  private final Random random;
  private final VirtualTime time = new VirtualTime();
  private final ElectionNetwork network;
  private final ElectingCluster cluster;

  /** What was seen after one event. */
  private static final class Phase {
    long withoutNanos;
    long severalNanos;
    long messages;
    int changes;
  }

  /** Which election. */
  enum Kind {
    /** This project's. */
    QUORUM,
    /** By priority. */
    BULLY
  }

  ElectionTrial(Kind kind, int size, Duration period, double loss, long seed) {
    this.size = size;
    this.periodNanos = period.toNanos();
    this.random = new Random(seed);
    this.network = new ElectionNetwork(time, random, loss);
    ElectionSettings usual = ElectionSettings.forPeriod(period);
    this.cluster =
        kind == Kind.QUORUM
            ? new QuorumCluster(time, network, random, period)
            : new BullyCluster(
                size, time, network, usual.heartbeat().toNanos(), usual.lease().toNanos());
  }

  /** Goes through it; returns what was seen. */
  ElectionCost run() {
    for (int node = 0; node < size; node++) {
      cluster.start(node);
    }
    watch(SETTLE_PERIODS);
    long heartbeats = network.heartbeats();
    watch(WATCH_PERIODS);
    double heartbeatsASecond =
        (network.heartbeats() - heartbeats) / (WATCH_PERIODS * periodNanos * 1e-9);

    time.runUntil(time.now() + (long) (random.nextDouble() * periodNanos));
    int master = someLeader();
    cluster.kill(master);
    Phase killed = watch(WATCH_PERIODS);
    cluster.start(master);
    Phase back = watch(WATCH_PERIODS);
    network.split(minorityWith(someLeader()));
    Phase split = watch(WATCH_PERIODS);
    network.split(Set.of());
    Phase healed = watch(WATCH_PERIODS);
    return new ElectionCost(
        heartbeatsASecond,
        killed.withoutNanos,
        killed.messages,
        back.changes,
        back.withoutNanos,
        back.messages,
        split.withoutNanos,
        split.severalNanos,
        healed.severalNanos,
        healed.messages);
  }

  private Set<Integer> minorityWith(int node) {
    Set<Integer> side = new HashSet<>();
    for (int i = 0; side.size() < Math.max(1, (size - 1) / 2); i++) {
      side.add((node + i) % size);
    }
    return side;
  }

  /** Waits for a master where many messages are lost; takes any node if there is none for long. */
  private int someLeader() {
    for (int i = 0; leader() == NOBODY && i < SETTLE_PERIODS; i++) {
      time.runUntil(time.now() + periodNanos);
    }
    return Math.max(0, leader());
  }

  private int leader() {
    for (int node = size - 1; node >= 0; node--) {
      if (cluster.leads(node)) {
        return node;
      }
    }
    return NOBODY;
  }

  private Phase watch(int periods) {
    Phase phase = new Phase();
    long messages = network.elections();
    long end = time.now() + periods * periodNanos;
    int last = leader();
    while (time.now() < end) {
      time.runUntil(Math.min(end, time.now() + LOOK_NANOS));
      int leaders = 0;
      for (int node = 0; node < size; node++) {
        leaders += cluster.leads(node) ? 1 : 0;
      }
      phase.withoutNanos += leaders == 0 ? LOOK_NANOS : 0;
      phase.severalNanos += leaders > 1 ? LOOK_NANOS : 0;
      int now = leader();
      if (now != NOBODY && last != NOBODY && now != last) {
        phase.changes++;
      }
      last = now == NOBODY ? last : now;
    }
    phase.messages = network.elections() - messages;
    return phase;
  }
}
