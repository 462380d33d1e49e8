package berkeley.bench.accuracy;

import berkeley.api.ClockRemote;
import berkeley.api.NodeRemote;
import berkeley.api.Units;
import berkeley.bench.AbsentException;
import berkeley.bench.process.Child;
import berkeley.master.rmi.SocketLimits;
import berkeley.master.rmi.TimedSocketFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A registry, four slaves and a master, each a process of the {@code berkeley} command. The slaves'
 * oscillators are off by up to {@value #MOST_DRIFT_PPM} ppm, their clocks by seconds at first.
 */
final class Cluster implements AutoCloseable {
  static final double MOST_DRIFT_PPM = 50;
  static final Duration MOST_OFFSET = Duration.ofSeconds(5);
  static final List<String> SLAVES = List.of("a", "b", "c", "d");

  private static final List<Double> DRIFTS_PPM = List.of(50.0, -50.0, 25.0, -25.0);
  private static final String MASTER = "master";
  static final List<String> NODES = List.of("a", "b", "c", "d", MASTER);
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Optional<Path> keys;
  private final Optional<Path> recordings;
  private final List<Child> children = new ArrayList<>();
  private final List<NodeRemote> slaves = new ArrayList<>();
  private NodeRemote master;

  private Cluster(Optional<Path> keys, Optional<Path> recordings) {
    this.keys = keys;
    this.recordings = recordings;
  }

  /**
   * One whose nodes serve metrics and record with Flight Recorder.
   *
   * @param recordings the folder for what is recorded
   */
  static Cluster observed(Path command, Duration period, long seed, Path recordings)
      throws IOException, InterruptedException {
    return start(
        new Cluster(Optional.empty(), Optional.of(recordings)), command, period, false, seed);
  }

  /**
   * Starts it; the master has begun its rounds then.
   *
   * @param command the {@code berkeley} script
   * @param pushing whether the slaves send their time by themselves, once a period
   * @param seed what the slaves' first offsets follow from
   * @throws AbsentException if a process does not come up
   */
  static Cluster start(Path command, Duration period, boolean pushing, long seed)
      throws IOException, InterruptedException {
    return start(command, period, pushing, seed, Optional.empty());
  }

  /**
   * The same under TLS, if there are keys; this process must be under it already then.
   *
   * @param keys the folder of everyone's keys
   */
  static Cluster start(
      Path command, Duration period, boolean pushing, long seed, Optional<Path> keys)
      throws IOException, InterruptedException {
    return start(new Cluster(keys, Optional.empty()), command, period, pushing, seed);
  }

  private static Cluster start(
      Cluster cluster, Path command, Duration period, boolean pushing, long seed)
      throws IOException, InterruptedException {
    try {
      cluster.startAll(command.toString(), Units.text(period), pushing, new Random(seed));
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startAll(String command, String period, boolean pushing, Random random)
      throws IOException, InterruptedException {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    Child registry =
        child("registry", command, "registry", "--parent-watch", "--bind=" + HOST, "--port=0");
    int port = registry.awaitPort(PATIENCE);
    String at = "--registry=" + HOST + ":" + port;
    double most = MOST_OFFSET.toNanos();
    for (int i = 0; i < SLAVES.size(); i++) {
      String id = SLAVES.get(i);
      Duration offset = Duration.ofNanos(Math.round(most * (2 * random.nextDouble() - 1)));
      List<String> line = new ArrayList<>(List.of(command, "slave", "--parent-watch", at));
      line.add("--id=" + id);
      line.add("--offset=" + Units.text(offset));
      line.add("--drift=" + DRIFTS_PPM.get(i) + "ppm");
      if (pushing) {
        line.add("--push=" + period);
      }
      child(id, line.toArray(String[]::new));
    }
    Child leader =
        child(
            MASTER, command, "master", "--parent-watch", at, "--id=" + MASTER, "--period", period);
    for (Child child : children) {
      child.awaitPort(PATIENCE);
    }
    leader.say("lead");
    Registry names = LocateRegistry.getRegistry(HOST, port);
    for (String id : SLAVES) {
      slaves.add(find(names, id));
    }
    master = find(names, MASTER);
  }

  private Child child(String name, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    keys.ifPresent(folder -> line.add("--tls=" + folder));
    recordings
        .filter(folder -> NODES.contains(name))
        .ifPresent(
            folder -> {
              line.add("--metrics=0");
              line.add("--jmx");
              String recording = "-XX:StartFlightRecording:filename=%s/%s.jfr";
              line.addAll(0, List.of("env", "JAVA_OPTS=" + recording.formatted(folder, name)));
            });
    Child child = Child.start(name, line);
    children.add(child);
    return child;
  }

  private static NodeRemote find(Registry names, String id) throws IOException {
    try {
      return (NodeRemote) names.lookup(id);
    } catch (NotBoundException e) {
      throw new AbsentException(id + " is not in the registry: " + e);
    }
  }

  /** Where the nodes serve their metrics, if they do. */
  List<String> metrics() {
    return children.stream().flatMap(child -> child.said("metrics").stream()).toList();
  }

  NodeRemote master() {
    return master;
  }

  List<NodeRemote> slaves() {
    return slaves;
  }

  /** A slave's clock alone. */
  ClockRemote slaveClock() {
    return (ClockRemote) slaves.get(0);
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws AbsentException naming the one that does not
   */
  void requireAlive() throws AbsentException {
    for (Child child : children) {
      child.requireAlive();
    }
  }

  @Override
  public void close() {
    Child.endAll(children);
  }
}
