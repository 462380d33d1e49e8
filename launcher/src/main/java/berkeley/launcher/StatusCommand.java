package berkeley.launcher;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.Terminal;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import berkeley.launcher.status.StatusPrinter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the nodes, the master, and how well each node is synchronised. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the nodes, the master, and how well each node is synchronised.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley status --registry 127.0.0.1:1099 --watch")
final class StatusCommand implements Callable<Integer> {

  private static final long WATCH_PERIOD_MILLIS = 1_000;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Option(names = "--watch", description = "Go on, once a second, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON: one document, or one a line with --watch.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    StatusClient client = new StatusClient(cluster.clusterAddress(), limit);
    StatusPrinter printer = new StatusPrinter(System.out, json, watch && Terminal.isInteractive());
    while (watch) {
      printer.print(client.survey());
      TimeUnit.MILLISECONDS.sleep(WATCH_PERIOD_MILLIS);
    }
    ClusterStatus found = client.surveyOfSomeRegistry();
    String name = cluster.clusterAddress().cluster();
    if (!name.isEmpty() && found.isEmpty()) {
      throw CommandFailure.missing(
          "no node of a cluster '%s' is registered; check the name, or leave --cluster out"
              .formatted(name));
    }
    printer.print(found);
    return ExitCode.DONE;
  }
}
