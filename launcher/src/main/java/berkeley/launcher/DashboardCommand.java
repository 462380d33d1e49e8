package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.dashboard.ClusterRecorder;
import berkeley.harness.dashboard.DashboardServer;
import berkeley.harness.dashboard.RecordFeed;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.ReadyLine;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.Ports;
import berkeley.launcher.node.SecurityOptions;
import berkeley.simulator.recording.RecordLine;
import berkeley.transport.registry.ClusterAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves the live page of a running cluster. */
@Command(
    name = "dashboard",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a live page of a running cluster to this host's browsers, until Ctrl-C.",
      "The page is read-only; that of demo --dashboard has buttons that inject faults."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley dashboard --registry 127.0.0.1:1099")
final class DashboardCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMillis(1_500);

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the page is served (default: ${DEFAULT-VALUE}); 0 for any free port.")
  private int port = DashboardServer.DEFAULT_PORT;

  @Override
  public Integer call() throws Exception {
    Ports.require(command, "--port", port);
    ClusterAddress clusterAddress = cluster.clusterAddress();
    security.install(clusterAddress.registriesNow());
    RecordFeed feed = new RecordFeed();
    DashboardServer dashboard = DashboardServer.open(feed, Optional.empty(), port);
    CommandLifetime.begin(dashboard::close);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("url", dashboard.url());
    values.put("port", Integer.toString(dashboard.port()));
    System.out.println(ReadyLine.ofThisProcess(values));
    String where =
        clusterAddress.contactPoints().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    Consumer<RecordLine> sink =
        line -> {
          feed.accept(line);
          sayWhatItWaitsFor(line);
        };
    new ClusterRecorder(new StatusClient(clusterAddress, LIMIT), where, sink).run();
    return ExitCode.DONE;
  }

  /** Whoever looks at the terminal instead of the page learns it there too. */
  private static void sayWhatItWaitsFor(RecordLine line) {
    if (line instanceof RecordLine.Progress progress && !progress.text().isEmpty()) {
      System.err.println("berkeley dashboard: " + progress.text());
    }
  }
}
