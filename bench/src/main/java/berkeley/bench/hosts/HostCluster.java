package berkeley.bench.hosts;

import berkeley.bench.process.BenchChild;
import berkeley.bench.process.ClusterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster under TLS on several hosts, each with its registry, its nodes and a {@link
 * HostObserver}. The nodes' oscillators are off by up to 50 ppm and their clocks by seconds at
 * first. For one thread.
 */
final class HostCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home;
  private final Path folder;
  private final NetworkNamespaces net;
  private final HostLayout layout;
  private final StatusSamples sights = new StatusSamples();
  private final LedRounds rounds = new LedRounds();
  private final List<BenchChild> children = new ArrayList<>();

  private HostCluster(Path home, Path folder, NetworkNamespaces net, HostLayout layout) {
    this.home = home;
    this.folder = folder;
    this.net = net;
    this.layout = layout;
  }

  /**
   * Starts it; returns when all have said READY.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @param folder for the keys
   * @throws berkeley.bench.result.MissingRequirementException if a process does not come up
   */
  static HostCluster start(Path home, Path folder, NetworkNamespaces net, HostLayout layout)
      throws IOException, InterruptedException {
    HostCluster cluster = new HostCluster(home, folder, net, layout);
    try {
      cluster.startAll();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void startAll() throws IOException, InterruptedException {
    Files.write(hostsFile(), net.hostsFile(layout.hosts(), HostLayout.ALL));
    ClusterKeys keys = new ClusterKeys(command(), folder.resolve("keys"));
    for (String id : layout.all()) {
      int host = layout.hostOf(id);
      keys.node(id, List.of(NetworkNamespaces.name(host), net.address(host), HostLayout.ALL));
    }
    for (String id : layout.all()) {
      children.add(
          BenchChild.start(
              id,
              net.command(layout.hostOf(id), node(id)),
              ProcessBuilder.Redirect.appendTo(log(id).toFile()),
              line -> rounds.said(id, line)));
    }
    for (int host = 1; host <= layout.hosts(); host++) {
      children.add(
          BenchChild.start(
              "lookout of " + NetworkNamespaces.name(host),
              net.command(host, lookout(host)),
              ProcessBuilder.Redirect.INHERIT,
              sights));
    }
    for (BenchChild child : children) {
      child.awaitPort(PATIENCE);
    }
  }

  private String command() {
    return home.resolve("berkeley").toString();
  }

  private Path hostsFile() {
    return folder.resolve("hosts");
  }

  /** What a node has said on stderr. */
  Path log(String id) {
    return folder.resolve(id + ".log");
  }

  private List<String> node(String id) {
    int host = layout.hostOf(id);
    int number = layout.on(host).indexOf(id);
    List<String> line = new ArrayList<>();
    line.addAll(List.of("env", "JAVA_OPTS=" + resolving(), command(), "slave", "--parent-watch"));
    line.add("--id=" + id);
    line.add("--port=" + (layout.port() + number));
    line.add("--advertise=" + NetworkNamespaces.name(host));
    line.add("--registry=" + layout.registries());
    line.add("--tls=" + folder.resolve("keys"));
    int place = layout.all().indexOf(id);
    line.add("--offset=" + (place % 2 == 0 ? place : -place) + "s");
    line.add("--drift=%dppm".formatted(100 * place / (layout.all().size() - 1) - 50));
    if (number == 0) {
      line.add("--own-registry");
    }
    if (host == layout.hidden()) {
      line.add("--bind=127.0.0.1");
    } else {
      line.addAll(List.of("--electable", "--json"));
    }
    return line;
  }

  private List<String> lookout(int host) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("@" + home.resolve("policy").resolve("node.jvm"), resolving()));
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), HostObserver.class.getName()));
    line.add(folder.resolve("keys").resolve("operator").toString());
    line.addAll(List.of(NetworkNamespaces.name(host), Integer.toString(layout.port())));
    line.addAll(layout.on(host));
    return line;
  }

  private String resolving() {
    return "-Djdk.net.hosts.file=" + hostsFile();
  }

  HostLayout layout() {
    return layout;
  }

  StatusSamples sights() {
    return sights;
  }

  LedRounds rounds() {
    return rounds;
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws berkeley.bench.result.MissingRequirementException naming the one that does not
   */
  void requireAlive() throws IOException {
    for (BenchChild child : children) {
      child.requireAlive();
    }
  }

  @Override
  public void close() {
    BenchChild.endAll(children);
  }
}
