package berkeley.playground.run;

import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.world.VirtualTime;
import java.util.HashSet;
import java.util.Set;

/** What is wrong with the links between nodes now: who is cut off, and whose messages are late. */
final class LinkFaults {

  /** Unequal, since only the difference of the two directions biases a measurement. */
  static final long HEARS_NANOS = 4_000_000;

  static final long HEARD_NANOS = 12_000_000;

  private final Set<String> slow = new HashSet<>();
  private Set<String> apart = Set.of();

  /** Makes a node's links slow, or quick again. */
  void delay(String id, boolean isSlow) {
    if (isSlow) {
      slow.add(id);
    } else {
      slow.remove(id);
    }
  }

  /** Loses all messages between these nodes and the others; none if it is empty. */
  void split(Set<String> ids) {
    apart = Set.copyOf(ids);
  }

  /** Returns who is cut off from the others. */
  Set<String> apart() {
    return apart;
  }

  /** Returns a carrier that does all this to messages before it hands them on. */
  MessageCarrier before(MessageCarrier carrier, VirtualTime time) {
    return (from, to, kind, arrival) -> {
      if (apart.contains(from.toString()) == apart.contains(to.toString())) {
        long more = moreNanos(from, to);
        carrier.send(from, to, kind, more == 0 ? arrival : () -> time.in(more, arrival));
      }
    };
  }

  private long moreNanos(SimulatedProcess from, SimulatedProcess to) {
    if (slow.contains(from.toString())) {
      return HEARD_NANOS;
    }
    return slow.contains(to.toString()) ? HEARS_NANOS : 0;
  }
}
