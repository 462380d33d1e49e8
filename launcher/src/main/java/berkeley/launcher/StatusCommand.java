package berkeley.launcher;

import berkeley.launcher.cli.ClusterOptions;
import berkeley.launcher.cli.ExitCode;
import berkeley.launcher.cli.Terminal;
import berkeley.launcher.node.SecurityOptions;
import berkeley.launcher.status.SurveyPrinter;
import berkeley.launcher.status.Surveyor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ClusterOptions cluster;

  @Mixin private SecurityOptions security;

  @Option(names = "--watch", description = "Go on, once a second, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--json", description = "Print JSON: one document, or one a line with --watch.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    security.install(cluster.rendezvous().registriesNow());
    Surveyor surveyor = new Surveyor(cluster.rendezvous(), LIMIT);
    SurveyPrinter printer = new SurveyPrinter(System.out, json, watch && Terminal.isInteractive());
    while (watch) {
      printer.print(surveyor.survey());
      TimeUnit.MILLISECONDS.sleep(WATCH_PERIOD_MILLIS);
    }
    printer.print(surveyor.surveyOfSomeRegistry());
    return ExitCode.DONE;
  }
}
