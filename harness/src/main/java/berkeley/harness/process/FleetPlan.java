package berkeley.harness.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which nodes a cluster starts, and how wrong their clocks are at first.
 *
 * @param slaves the slaves; all nodes where they elect their master
 * @param master the fixed master, empty where there is an election
 */
public record FleetPlan(List<NodePlan> slaves, Optional<NodePlan> master) {

  /** The most slaves that one machine runs. */
  public static final int MAX_SLAVES = 100;

  private static final double RANDOM_OFFSET_SECONDS = 5;
  private static final double RANDOM_DRIFT_PPM = 100;
  private static final String MASTER = "master";

  /** Copies the list. */
  public FleetPlan {
    slaves = List.copyOf(slaves);
  }

  /**
   * Plans a fleet with a fixed master. What is not given is drawn at random: offsets within 5 s,
   * drifts within 100 ppm, either way.
   *
   * @param slaves how many slaves
   * @param seed what the random numbers follow from
   * @param offsets empty, or one for each slave, and one more if the master is to have one too
   * @param driftsPpm the same
   * @throws IllegalArgumentException if a number is out of range or does not fit the others
   */
  public static FleetPlan of(
      int slaves, long seed, List<Duration> offsets, List<Double> driftsPpm) {
    if (slaves < 1 || slaves > MAX_SLAVES) {
      throw new IllegalArgumentException(
          "--slaves: %d is not in 1..%d".formatted(slaves, MAX_SLAVES));
    }
    List<NodePlan> nodes = draw(slaves, seed, offsets, driftsPpm);
    return new FleetPlan(nodes.subList(0, slaves), Optional.of(nodes.get(slaves)));
  }

  /** Returns the same number of nodes, the master's among them, that elect their master. */
  public FleetPlan electing() {
    List<NodePlan> nodes = new ArrayList<>(slaves);
    master.ifPresent(
        node -> {
          String id = node.id().equals(MASTER) ? name(slaves.size()) : node.id();
          nodes.add(new NodePlan(id, node.offset(), node.driftPpm()));
        });
    return new FleetPlan(nodes, Optional.empty());
  }

  /**
   * Returns a node that is started later, with a clock that is right.
   *
   * @param index 0 for the first after those of the plan
   */
  public NodePlan further(int index) {
    List<String> taken = nodes().stream().map(NodePlan::id).toList();
    return IntStream.iterate(slaves.size(), number -> number + 1)
        .mapToObj(FleetPlan::name)
        .filter(name -> !taken.contains(name))
        .skip(index)
        .findFirst()
        .map(name -> new NodePlan(name, Duration.ZERO, 0))
        .orElseThrow();
  }

  /** Returns whether the nodes elect their master. */
  public boolean elects() {
    return master.isEmpty();
  }

  /** Returns whether a node is the fixed master. */
  public boolean isMaster(NodePlan node) {
    return master.filter(node::equals).isPresent();
  }

  private static List<NodePlan> draw(
      int slaves, long seed, List<Duration> offsets, List<Double> driftsPpm) {
    requireFit("--offsets", offsets.size(), slaves);
    requireFit("--drifts", driftsPpm.size(), slaves);
    Random random = new Random(seed);
    List<NodePlan> nodes = new ArrayList<>();
    for (int i = 0; i <= slaves; i++) {
      double seconds = RANDOM_OFFSET_SECONDS * (2 * random.nextDouble() - 1);
      double ppm = RANDOM_DRIFT_PPM * (2 * random.nextDouble() - 1);
      nodes.add(
          new NodePlan(
              i == slaves ? MASTER : name(i),
              given(offsets, i, Duration.ofMillis(Math.round(seconds * 1_000)), Duration.ZERO),
              given(driftsPpm, i, Math.rint(ppm * 10) / 10, 0.0)));
    }
    return nodes;
  }

  /** Returns all nodes, a fixed master last. */
  public List<NodePlan> nodes() {
    List<NodePlan> nodes = new ArrayList<>(slaves);
    master.ifPresent(nodes::add);
    return nodes;
  }

  /** Returns each node's drift by its name. */
  public Map<String, Double> driftsPpm() {
    return nodes().stream().collect(Collectors.toMap(NodePlan::id, NodePlan::driftPpm));
  }

  private static void requireFit(String option, int values, int slaves) {
    if (values != 0 && values != slaves && values != slaves + 1) {
      throw new IllegalArgumentException(
          "%s: %d values for %d slaves; give %d, or %d to set the master's too"
              .formatted(option, values, slaves, slaves, slaves + 1));
    }
  }

  /** Returns the drawn value where none are given, the neutral one where only the slaves' are. */
  private static <T> T given(List<T> values, int index, T drawn, T neutral) {
    if (values.isEmpty()) {
      return drawn;
    }
    return index < values.size() ? values.get(index) : neutral;
  }

  /** Returns a to z, then a1 to z1, and so on. */
  private static String name(int index) {
    char letter = (char) ('a' + index % 26);
    return index < 26 ? String.valueOf(letter) : letter + Integer.toString(index / 26);
  }
}
