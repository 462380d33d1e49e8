package berkeley.launcher;

import berkeley.api.ClockRemote;
import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.CommandFailure;
import berkeley.launcher.cli.ExitCode;
import berkeley.launcher.cli.Figures;
import berkeley.launcher.cli.Json;
import berkeley.launcher.clockdiff.Comparer;
import berkeley.launcher.clockdiff.Comparer.Named;
import berkeley.launcher.clockdiff.Comparer.Unreadable;
import berkeley.launcher.clockdiff.Comparison;
import berkeley.launcher.clockdiff.OwnClock;
import berkeley.launcher.node.SecurityOptions;
import berkeley.launcher.status.Lookup;
import berkeley.launcher.status.Survey;
import berkeley.launcher.status.Surveyor;
import berkeley.master.rmi.OneLine;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How far two nodes' clocks are apart, with the bound of what that measurement can know. */
@Command(
    name = "clockdiff",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how far node A's clock is ahead of node B's, or of this host's own clock where no B"
          + " is given.",
      "The clocks are read by turns; the bound says by how much the difference can be wrong at"
          + " most. A's and B's are node times, also while a node is a newcomer."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley clockdiff --registry 127.0.0.1:1099 a b",
      "  berkeley clockdiff --registry 127.0.0.1:1099 a --json"
    })
final class ClockDiffCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String SELF = "this host's clock";

  @Spec private CommandSpec command;

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Parameters(index = "0", paramLabel = "A", description = "A node's name.")
  private String one;

  @Parameters(
      index = "1",
      paramLabel = "B",
      arity = "0..1",
      description = "Another node's (default: this host's own clock).")
  private String other;

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
    security.install(cluster.rendezvous().registriesNow());
    Survey survey = new Surveyor(cluster.rendezvous(), LIMIT).surveyOfSomeRegistry();
    Named first = node(one, survey);
    Named second = other == null ? new Named(SELF, "", new OwnClock()) : node(other, survey);
    Comparison comparison = compare(first, second);
    System.out.println(json ? document(comparison) : line(comparison, second.id()));
    return ExitCode.DONE;
  }

  private Named node(String id, Survey survey) throws InterruptedException {
    Lookup.requireKnown(survey, id);
    try {
      Remote bound = new Lookup(cluster.rendezvous(), LIMIT).find(id);
      if (bound instanceof ClockRemote clock) {
        return new Named(id, id, clock);
      }
      throw CommandFailure.missing("what is bound as '%s' is no clock".formatted(id));
    } catch (RemoteException e) {
      throw CommandFailure.missing("%s cannot be found (%s)".formatted(id, OneLine.of(e)), e);
    }
  }

  private Comparison compare(Named first, Named second) {
    try {
      return new Comparer((samples + 1) / 2, LIMIT).compare(first, second);
    } catch (Unreadable e) {
      throw CommandFailure.missing(
          "%s does not answer (%s); see berkeley status"
              .formatted(e.id(), OneLine.of(e.getCause())),
          e);
    }
  }

  private String line(Comparison found, String against) {
    String side = found.offsetNanos() < 0 ? "behind" : "ahead of";
    return "%s is %s %s %s, to within %s"
        .formatted(
            one,
            Figures.nanos(Math.abs(found.offsetNanos())),
            side,
            against,
            Figures.nanos(found.errorBoundNanos()));
  }

  private String document(Comparison found) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", one);
    values.put("against", other);
    values.put("offset_ns", found.offsetNanos());
    values.put("error_bound_ns", found.errorBoundNanos());
    values.put("rtt_ns", found.rttNanos());
    values.put("against_rtt_ns", found.otherRttNanos());
    return Json.line(values);
  }
}
