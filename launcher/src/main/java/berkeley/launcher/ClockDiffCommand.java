package berkeley.launcher;

import berkeley.api.wire.ClockRemote;
import berkeley.harness.clockdiff.ClockComparison;
import berkeley.harness.clockdiff.ClockComparison.Named;
import berkeley.harness.clockdiff.ClockComparison.Unreadable;
import berkeley.harness.clockdiff.ComparisonResult;
import berkeley.harness.clockdiff.LocalClock;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.JsonLine;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.TimeoutOption;
import berkeley.launcher.node.SecurityOptions;
import berkeley.simulator.text.HumanFigures;
import berkeley.transport.log.LogText;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures how far two nodes' clocks are apart, with an error bound. */
@Command(
    name = "clockdiff",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how far node A's clock is ahead of node B's, or of this host's own clock if no B is"
          + " given.",
      "The clocks are read alternately; the bound is the largest error of the difference. A's and"
          + " B's are node times, also while a node is a newcomer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley clockdiff --registry 127.0.0.1:1099 a b",
      "  berkeley clockdiff --registry 127.0.0.1:1099 a --json"
    })
final class ClockDiffCommand implements Callable<Integer> {

  private static final String SELF = "this host's clock";

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Mixin private TimeoutOption timeout;

  @Parameters(index = "0", paramLabel = "A", description = "A node's name.")
  private String one;

  @Parameters(
      index = "1",
      paramLabel = "B",
      arity = "0..1",
      description = "Another node's (default: this host's own clock).")
  private @Nullable String other;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How often each clock is read, 1..500 (default: ${DEFAULT-VALUE}).")
  private int samples = 32;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (samples < 1 || samples > 500) {
      throw new ParameterException(
          command.commandLine(), "--samples: %d is not in 1..500".formatted(samples));
    }
    Duration limit = timeout.duration();
    security.install(cluster.clusterAddress().registriesNow());
    StatusClient client = new StatusClient(cluster.clusterAddress(), limit);
    ClusterStatus survey = client.surveyOfSomeRegistry();
    Named first = node(one, survey, client);
    Named second =
        other == null ? new Named(SELF, "", new LocalClock()) : node(other, survey, client);
    ComparisonResult comparison = compare(first, second, limit);
    System.out.println(json ? document(comparison) : line(comparison, second.id()));
    return ExitCode.DONE;
  }

  private static Named node(String id, ClusterStatus survey, StatusClient client) {
    survey.requireKnown(id);
    try {
      Remote bound = client.find(id);
      if (bound instanceof ClockRemote clock) {
        return new Named(id, id, clock);
      }
      throw CommandFailure.missing("the object bound as '%s' is not a clock".formatted(id));
    } catch (RemoteException e) {
      throw CommandFailure.missing("%s cannot be found (%s)".formatted(id, LogText.of(e)), e);
    }
  }

  private ComparisonResult compare(Named first, Named second, Duration limit) {
    try {
      return new ClockComparison((samples + 1) / 2, limit).compare(first, second);
    } catch (Unreadable e) {
      throw CommandFailure.missing(
          "%s does not answer (%s); see berkeley status".formatted(e.id(), LogText.of(e)), e);
    }
  }

  private String line(ComparisonResult found, String against) {
    String side = found.offsetNanos() < 0 ? "behind" : "ahead of";
    return "%s is %s %s %s, to within %s"
        .formatted(
            one,
            HumanFigures.nanos(Math.abs(found.offsetNanos())),
            side,
            against,
            HumanFigures.nanos(found.errorBoundNanos()));
  }

  private String document(ComparisonResult found) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", one);
    values.put("against", other);
    values.put("offset_ns", found.offsetNanos());
    values.put("error_bound_ns", found.errorBoundNanos());
    values.put("rtt_ns", found.rttNanos());
    values.put("against_rtt_ns", found.otherRttNanos());
    return JsonLine.line(values);
  }
}
