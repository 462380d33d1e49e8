package berkeley.simulator.bully;

import berkeley.simulator.world.VirtualTime;
import java.util.Random;
import java.util.Set;

/**
 * The network between the nodes of an election: each message takes 0.2 ms and a random while; some
 * are lost; a split lets none pass between its sides. Counts what arrives. For one thread.
 */
final class ElectionNetwork {

  private static final long BASE_NANOS = 200_000;
  private static final double JITTER_NANOS = 100_000;

  private final VirtualTime time;
  private final Random random;
  private final double loss;
  private Set<Integer> side = Set.of();
  private long elections;
  private long heartbeats;

  /** What a message is for. */
  enum Purpose {
    /** It keeps a mastership alive. */
    HEARTBEAT,
    /** It is about who is to be master. */
    ELECTION,
    /** Neither: a reading of a clock, a correction. */
    OTHER
  }

  ElectionNetwork(VirtualTime time, Random random, double loss) {
    this.time = time;
    this.random = random;
    this.loss = loss;
  }

  /** Counts messages that have reached somebody. */
  void arrived(Purpose purpose, int messages) {
    if (purpose == Purpose.ELECTION) {
      elections += messages;
    } else if (purpose == Purpose.HEARTBEAT) {
      heartbeats += messages;
    }
  }

  /** Sends a message. */
  void send(int from, int to, Runnable arrival) {
    long delay = BASE_NANOS + (long) (-JITTER_NANOS * Math.log(1 - random.nextDouble()));
    boolean lost = random.nextDouble() < loss;
    if (!lost && side.contains(from) == side.contains(to)) {
      time.in(delay, arrival);
    }
  }

  /** Splits some nodes from the others; none heals the split. */
  void split(Set<Integer> nodes) {
    side = Set.copyOf(nodes);
  }

  /** Returns how many messages about elections have arrived. */
  long elections() {
    return elections;
  }

  /** Returns how many heartbeats, and answers to them, have arrived. */
  long heartbeats() {
    return heartbeats;
  }
}
