package berkeley.bench.hosts;

import berkeley.bench.process.OwnCheckout;
import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.keys.LocalHosts;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.ProcessVariation;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final String OBSERVER = "observer of ";

  private final OwnCheckout checkout;
  private final Path folder;
  private final NetworkNamespaces net;
  private final HostLayout layout;
  private final StatusSamples samples = new StatusSamples();
  private final LedRounds rounds = new LedRounds();
  private final ClusterProcesses processes;

  private HostCluster(OwnCheckout checkout, Path folder, NetworkNamespaces net, HostLayout layout) {
    this.checkout = checkout;
    this.folder = folder;
    this.net = net;
    this.layout = layout;
    this.processes =
        ClusterProcesses.startedBy(checkout.command())
            .startLimit(START_LIMIT)
            .errors(
                name ->
                    name.startsWith(OBSERVER)
                        ? Redirect.INHERIT
                        : Redirect.appendTo(log(name).toFile()))
            .variation(
                new ProcessVariation() {
                  @Override
                  public void printed(String name, String line) {
                    if (name.startsWith(OBSERVER)) {
                      samples.accept(line);
                    } else {
                      rounds.add(name, line);
                    }
                  }
                })
            .build();
  }

  /**
   * Starts the processes and waits until all are ready.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @param folder for the keys
   * @throws berkeley.harness.console.CommandFailure if a process does not come up
   */
  static HostCluster start(Path home, Path folder, NetworkNamespaces net, HostLayout layout)
      throws IOException, InterruptedException {
    HostCluster cluster = new HostCluster(new OwnCheckout(home), folder, net, layout);
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
    ClusterKeys keys = ClusterKeys.in(folder.resolve("keys"));
    for (String id : layout.all()) {
      int host = layout.hostOf(id);
      List<String> names = new ArrayList<>(LocalHosts.loopback());
      names.addAll(List.of(NetworkNamespaces.name(host), net.address(host), HostLayout.ALL));
      keys.addNode(id, names);
    }
    NodeCommand command = checkout.command().withJvmOptions(List.of(resolving()));
    for (String id : layout.all()) {
      processes.startOther(id, net.command(layout.hostOf(id), command.line(arguments(id))));
    }
    for (int host = 1; host <= layout.hosts(); host++) {
      processes.startOther(
          OBSERVER + NetworkNamespaces.name(host),
          net.command(host, observer(host, keys.of(ClusterKeys.OPERATOR))));
    }
    for (ChildProcess child : processes.nodes()) {
      processes.awaitReady(child);
    }
  }

  private Path hostsFile() {
    return folder.resolve("hosts");
  }

  /** Returns the file with what a node has logged. */
  Path log(String id) {
    return folder.resolve(id + ".log");
  }

  private List<String> arguments(String id) {
    int host = layout.hostOf(id);
    int number = layout.on(host).indexOf(id);
    int place = layout.all().indexOf(id);
    List<String> arguments = new ArrayList<>(List.of("slave", "--parent-watch", "--id=" + id));
    arguments.add("--port=" + (layout.port() + number));
    arguments.add("--advertise=" + NetworkNamespaces.name(host));
    arguments.add("--registry=" + layout.registries());
    arguments.add("--tls=" + folder.resolve("keys"));
    arguments.add("--offset=" + (place % 2 == 0 ? place : -place) + "s");
    arguments.add("--drift=%dppm".formatted(100 * place / (layout.all().size() - 1) - 50));
    arguments.add("--counter-unsteered");
    if (number == 0) {
      arguments.add("--own-registry");
    }
    if (host == layout.hidden()) {
      arguments.add("--bind=127.0.0.1");
    } else {
      arguments.addAll(List.of("--electable", "--json"));
    }
    return arguments;
  }

  private List<String> observer(int host, Path operatorKeys) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                operatorKeys.toString(),
                NetworkNamespaces.name(host),
                Integer.toString(layout.port())));
    arguments.addAll(layout.on(host));
    return checkout
        .java()
        .with(List.of(resolving()))
        .running(HostObserver.class.getName(), arguments);
  }

  private String resolving() {
    return "-Djdk.net.hosts.file=" + hostsFile();
  }

  HostLayout layout() {
    return layout;
  }

  StatusSamples samples() {
    return samples;
  }

  LedRounds rounds() {
    return rounds;
  }

  /**
   * Fails unless all processes still run.
   *
   * @throws berkeley.harness.console.CommandFailure naming the one that does not
   */
  void requireAlive() {
    processes.requireAlive();
  }

  @Override
  public void close() {
    processes.close();
  }
}
