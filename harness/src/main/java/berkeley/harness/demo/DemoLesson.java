package berkeley.harness.demo;

import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a demonstration a lesson.
 *
 * @param explain whether each message and each decision is told as a line
 * @param textbook whether the nodes are a textbook's: set to the average in each round
 * @param settable whether {@code berkeley set-clock} may set the nodes' clocks
 * @param push how often the slaves send their times by themselves; empty if they are asked
 * @param ports the ports on which nodes are to listen, by name; any free one for the others
 * @param delays how long messages to and from a node take, by name, each way; none for the others
 */
public record DemoLesson(
    boolean explain,
    boolean textbook,
    boolean settable,
    Optional<Duration> push,
    Map<String, Integer> ports,
    Map<String, Duration> delays) {

  /** A demonstration that is none. */
  public static final DemoLesson NONE =
      new DemoLesson(false, false, false, Optional.empty(), Map.of(), Map.of());

  /** Copies the maps. */
  public DemoLesson {
    ports = Map.copyOf(ports);
    delays = Map.copyOf(delays);
  }

  /**
   * Returns the arguments that a node is started with besides those of its kind.
   *
   * @param mayLead whether it is the master or may be elected
   * @param proxied whether its port is chosen by a proxy
   */
  List<String> arguments(String id, boolean mayLead, boolean proxied) {
    List<String> arguments = new ArrayList<>();
    if (textbook) {
      arguments.add("--textbook");
    }
    if (textbook && mayLead && push.isPresent()) {
      arguments.add("--only-answer");
    }
    if (settable) {
      arguments.add("--settable");
    }
    if (explain && mayLead) {
      arguments.add("--explain");
    }
    if (!mayLead) {
      push.ifPresent(period -> arguments.add("--push=" + Units.text(period)));
    }
    if (ports.containsKey(id) && !proxied) {
      arguments.add("--port=" + ports.get(id));
    }
    return arguments;
  }
}
