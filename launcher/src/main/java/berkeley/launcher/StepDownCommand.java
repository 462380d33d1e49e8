package berkeley.launcher;

import berkeley.api.wire.NodeStatus;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.status.LeaderFinder;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks an elected master to give up, for example before its host is shut down. */
@Command(
    name = "step-down",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the elected master to give up, and waits until another node leads. It hands over to"
          + " nobody: it falls silent, and the others elect as if it had died, once its lease would"
          + " have ended. It does not stand for two leases itself.",
      "Exit code 1 if no other node leads within 10 s, or if the master is a fixed one."
    },
    footerHeading = "%nExample:%n",
    footer = "  berkeley step-down --registry 127.0.0.1:1099")
final class StepDownCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    LeaderFinder leader = LeaderFinder.find(cluster.clusterAddress(), limit);
    leader.stepDown();
    NodeStatus before = leader.status();
    NodeStatus next =
        leader
            .awaitNext(LIMIT)
            .orElseThrow(
                () ->
                    CommandFailure.aimMissed(
                        "%s was asked to step down, but nobody else leads after %d s; see berkeley status"
                            .formatted(before.id(), LIMIT.toSeconds())));
    System.out.println(json ? document(next, before) : line(next, before));
    return ExitCode.DONE;
  }

  private static String line(NodeStatus next, NodeStatus before) {
    return "%s leads in term %d; %s led in term %d"
        .formatted(next.id(), next.term(), before.id(), before.term());
  }

  private static String document(NodeStatus next, NodeStatus before) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("term", next.term());
    values.put("master", next.id());
    values.put("term_before", before.term());
    values.put("master_before", before.id());
    return JsonLine.line(values);
  }
}
