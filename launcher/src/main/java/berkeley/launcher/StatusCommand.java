package berkeley.launcher;

import berkeley.api.RegistryAddress;
import berkeley.launcher.cli.CommandFailure;
import berkeley.launcher.cli.ExitCode;
import berkeley.launcher.cli.Terminal;
import berkeley.launcher.status.Survey;
import berkeley.launcher.status.SurveyPrinter;
import berkeley.launcher.status.Surveyor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is there, who leads, and how well each node is synchronised. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows who is there, who leads, and how well each node is synchronised.",
    footerHeading = "%nExample:%n",
    footer = "  berkeley status --registry 127.0.0.1:1099 --watch")
final class StatusCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMillis(1_800);
  private static final long WATCH_PERIOD_MILLIS = 1_000;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      required = true,
      split = ",",
      description = "The registries to look into; several with commas.")
  private List<RegistryAddress> registries;

  @Option(names = "--watch", description = "Go on, once a second, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON: one document, or one a line with --watch.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Surveyor surveyor = new Surveyor(registries, LIMIT);
    SurveyPrinter printer = new SurveyPrinter(System.out, json, watch && Terminal.isInteractive());
    while (watch) {
      printer.print(surveyor.survey());
      TimeUnit.MILLISECONDS.sleep(WATCH_PERIOD_MILLIS);
    }
    Survey survey = surveyor.survey();
    if (survey.missingRegistries().size() == registries.size()) {
      throw CommandFailure.missing(
          "no registry at %s; start one with berkeley registry --port PORT"
              .formatted(
                  survey.missingRegistries().stream()
                      .map(missing -> "%s (%s)".formatted(missing.id(), missing.reason()))
                      .collect(Collectors.joining(", "))));
    }
    printer.print(survey);
    return ExitCode.DONE;
  }
}
