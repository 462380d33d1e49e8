package berkeley.bench.liar;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.BenchChild;
import berkeley.bench.process.ClusterKeys;
import berkeley.bench.process.TlsSockets;
import berkeley.bench.result.MissingRequirementException;
import berkeley.simulator.text.Units;
import berkeley.transport.socket.RemoteCall;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Six honest slaves, a liar and a master, each a process under TLS. The master's oscillator is the
 * host's monotonic counter itself, so the others' common time stays where it is on that counter
 * unless somebody moves it. For one thread; this process is under TLS from then on.
 */
final class LiarTrial implements AutoCloseable {
  private static final List<String> HONEST = List.of("a", "b", "c", "d", "e", "f");
  private static final String MASTER = "master";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final long LOOK_PAUSE_MILLIS = 50;

  private final List<BenchChild> children = new ArrayList<>();
  private final List<NodeRemote> honest = new ArrayList<>();
  private final Path home;
  private final Path keys;
  private BenchChild liar;

  private LiarTrial(Path home, Path keys) {
    this.home = home;
    this.keys = keys;
  }

  /**
   * Starts it; returns when all honest slaves are synchronised.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @param keys a folder for keys, which are made
   */
  static LiarTrial start(Path home, Path keys) throws IOException, InterruptedException {
    LiarTrial trial = new LiarTrial(home, keys);
    try {
      trial.startAll();
      return trial;
    } catch (IOException | InterruptedException | RuntimeException e) {
      trial.close();
      throw e;
    }
  }

  private void startAll() throws IOException, InterruptedException {
    String command = home.resolve("berkeley").toString();
    ClusterKeys made = new ClusterKeys(command, keys);
    for (String id : HONEST) {
      made.node(id, List.of());
    }
    made.node(MASTER, List.of());
    made.node(LyingMember.ID, List.of());
    TlsSockets.install(keys.resolve("operator"));
    String tls = "--tls=" + keys;
    BenchChild registry = begin("registry", List.of(command, "registry", "--port=0", tls));
    int port = registry.awaitPort(PATIENCE);
    String at = "--registry=127.0.0.1:" + port;
    for (String id : HONEST) {
      String drift = "--drift=%dppm".formatted(20 * HONEST.indexOf(id) - 50);
      begin(id, List.of(command, "slave", "--id=" + id, at, tls, drift));
    }
    BenchChild master = begin(MASTER, List.of(command, "master", "--id=" + MASTER, at, tls));
    liar = BenchChild.start(LyingMember.ID, deceiver(port));
    children.add(liar);
    for (BenchChild child : children) {
      child.awaitPort(PATIENCE);
    }
    master.say("lead");
    Registry names = LocateRegistry.getRegistry("127.0.0.1", port);
    for (String id : HONEST) {
      honest.add(find(names, id));
    }
    awaitSynchronised();
  }

  private BenchChild begin(String name, List<String> line) throws IOException {
    List<String> all = new ArrayList<>(line);
    all.add("--parent-watch");
    BenchChild child = BenchChild.start(name, all);
    children.add(child);
    return child;
  }

  private List<String> deceiver(int port) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + home.resolve("policy").resolve("node.jvm"),
        "-cp",
        System.getProperty("java.class.path"),
        LyingMember.class.getName(),
        keys.resolve(LyingMember.ID).toString(),
        Integer.toString(port));
  }

  private static NodeRemote find(Registry names, String id) throws IOException {
    try {
      return (NodeRemote) names.lookup(id);
    } catch (NotBoundException e) {
      throw new MissingRequirementException(id + " is not in the registry: " + e);
    }
  }

  private void awaitSynchronised() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!synchronised()) {
      if (System.nanoTime() - deadline > 0) {
        throw new MissingRequirementException(
            "the slaves were not synchronised within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  private boolean synchronised() throws IOException {
    for (NodeRemote node : honest) {
      if (status(node).state() != NodeState.SYNCHRONISED) {
        return false;
      }
    }
    return true;
  }

  /** Has the liar add so much to its answers from now on. */
  void lie(Duration lie) throws IOException {
    liar.say(Units.text(lie));
  }

  /**
   * Where the honest slaves' common time is, on the ticks that all share, in nanoseconds: the mean
   * over a while.
   */
  long common(Duration over) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long origin = ahead(status(honest.get(0)));
    double sum = 0;
    long count = 0;
    while (System.nanoTime() - begin < over.toNanos()) {
      for (NodeRemote node : honest) {
        sum += ahead(status(node)) - origin;
        count++;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
    return origin + Math.round(sum / count);
  }

  /** The largest bound that an honest slave reports now, in nanoseconds. */
  long largestBound() throws IOException {
    long largest = 0;
    for (NodeRemote node : honest) {
      largest = Math.max(largest, status(node).errorBoundNanos());
    }
    return largest;
  }

  private static long ahead(NodeStatus status) {
    return status.reading().timeNanos() - status.reading().ticksNanos();
  }

  private static NodeStatus status(NodeRemote node) throws RemoteException {
    return RemoteCall.get(System.nanoTime() + LIMIT.toNanos(), RemoteCall.ANYONE, node::status);
  }

  @Override
  public void close() {
    BenchChild.endAll(children);
  }
}
