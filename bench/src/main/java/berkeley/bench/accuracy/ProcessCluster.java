package berkeley.bench.accuracy;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.bench.process.BenchChild;
import berkeley.bench.result.MissingRequirementException;
import berkeley.simulator.text.Units;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A registry, four slaves and a master, each a process of the {@code berkeley} command. The slaves'
 * oscillators are off by up to {@value #MOST_DRIFT_PPM} ppm, their clocks by seconds at first. For
 * one thread.
 */
public final class ProcessCluster implements AutoCloseable {
  static final double MOST_DRIFT_PPM = 50;
  static final Duration MOST_OFFSET = Duration.ofSeconds(5);

  /** The slaves, in the order in which they start. */
  public static final List<String> SLAVES = List.of("a", "b", "c", "d");

  /** By how much the slaves' oscillators run fast; the master's is right. */
  public static final List<Double> DRIFTS_PPM = List.of(50.0, -50.0, 25.0, -25.0);

  /** The fixed master. */
  public static final String MASTER = "master";

  static final List<String> NODES = List.of("a", "b", "c", "d", MASTER);
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Dress dress;
  private final Map<String, BenchChild> children = new LinkedHashMap<>();
  private final List<NodeRemote> slaves = new ArrayList<>();
  private NodeRemote master;

  private ProcessCluster(Dress dress) {
    this.dress = dress;
  }

  /** What the processes get besides what all clusters have. */
  public interface Dress {
    /** Nothing. */
    Dress PLAIN = new Dress() {};

    /** More arguments of a node, or of the {@code registry}. */
    default List<String> arguments(String name) {
      return List.of();
    }

    /** More variables of its environment. */
    default Map<String, String> environment(String name) {
      return Map.of();
    }

    /** Is told each line that the master prints, on a thread of its own. */
    default void masterSays(String line) {}
  }

  /** The offsets at the start, within {@link #MOST_OFFSET} either way. */
  public static List<Duration> offsets(long seed) {
    Random random = new Random(seed);
    double most = MOST_OFFSET.toNanos();
    return SLAVES.stream()
        .map(id -> Duration.ofNanos(Math.round(most * (2 * random.nextDouble() - 1))))
        .toList();
  }

  /**
   * Starts it; the master has begun its rounds then.
   *
   * @param command the {@code berkeley} script
   * @param pushing whether the slaves send their time by themselves, once a period
   * @param seed what the slaves' first offsets follow from
   * @throws MissingRequirementException if a process does not come up
   */
  static ProcessCluster start(Path command, Duration period, boolean pushing, long seed)
      throws IOException, InterruptedException {
    return start(command, period, pushing, seed, Dress.PLAIN);
  }

  /**
   * The same, differently dressed. Under TLS this process must be under it already.
   *
   * @param dress what the processes get besides
   * @throws MissingRequirementException if a process does not come up
   */
  public static ProcessCluster start(
      Path command, Duration period, boolean pushing, long seed, Dress dress)
      throws IOException, InterruptedException {
    ProcessCluster cluster = new ProcessCluster(dress);
    try {
      cluster.startAll(command.toString(), Units.text(period), pushing, offsets(seed));
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startAll(String command, String period, boolean pushing, List<Duration> offsets)
      throws IOException, InterruptedException {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    BenchChild registry =
        child("registry", command, "registry", "--parent-watch", "--bind=" + HOST, "--port=0");
    int port = registry.awaitPort(PATIENCE);
    String at = "--registry=" + HOST + ":" + port;
    for (int i = 0; i < SLAVES.size(); i++) {
      String id = SLAVES.get(i);
      List<String> line = new ArrayList<>(List.of(command, "slave", "--parent-watch", at));
      line.add("--id=" + id);
      line.add("--offset=" + Units.text(offsets.get(i)));
      line.add("--drift=" + DRIFTS_PPM.get(i) + "ppm");
      if (pushing) {
        line.add("--push=" + period);
      }
      child(id, line.toArray(String[]::new));
    }
    BenchChild leader =
        child(
            MASTER, command, "master", "--parent-watch", at, "--id=" + MASTER, "--period", period);
    for (BenchChild child : children.values()) {
      child.awaitPort(PATIENCE);
    }
    leader.say("lead");
    Registry names = LocateRegistry.getRegistry(HOST, port);
    for (String id : SLAVES) {
      slaves.add(find(names, id));
    }
    master = find(names, MASTER);
  }

  private BenchChild child(String name, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    Map<String, String> environment = dress.environment(name);
    if (!environment.isEmpty()) {
      line.add("env");
      environment.forEach((key, value) -> line.add(key + "=" + value));
    }
    line.addAll(List.of(command));
    line.addAll(dress.arguments(name));
    BenchChild child =
        BenchChild.start(
            name,
            line,
            ProcessBuilder.Redirect.INHERIT,
            name.equals(MASTER) ? dress::masterSays : said -> {});
    children.put(name, child);
    return child;
  }

  private static NodeRemote find(Registry names, String id) throws IOException {
    try {
      return (NodeRemote) names.lookup(id);
    } catch (NotBoundException e) {
      throw new MissingRequirementException(id + " is not in the registry: " + e);
    }
  }

  /** Where the nodes serve their metrics, if they do. */
  List<String> metrics() {
    return children.values().stream().flatMap(child -> child.said("metrics").stream()).toList();
  }

  /** The process of a node. */
  public BenchChild process(String id) {
    return children.get(id);
  }

  /** The master. */
  public NodeRemote master() {
    return master;
  }

  /** The slaves, in the order of {@link #SLAVES}. */
  public List<NodeRemote> slaves() {
    return Collections.unmodifiableList(slaves);
  }

  /** A slave's clock alone. */
  ClockRemote slaveClock() {
    return (ClockRemote) slaves.get(0);
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws MissingRequirementException naming the one that does not
   */
  public void requireAlive() throws MissingRequirementException {
    for (BenchChild child : children.values()) {
      child.requireAlive();
    }
  }

  @Override
  public void close() {
    BenchChild.endAll(List.copyOf(children.values()));
  }
}
