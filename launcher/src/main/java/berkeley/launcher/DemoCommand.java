package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.console.OutputFiles;
import berkeley.harness.dashboard.DashboardServer;
import berkeley.harness.demo.DemoLesson;
import berkeley.harness.demo.DemoRun;
import berkeley.harness.demo.DemoSettings;
import berkeley.harness.demo.LiveTable;
import berkeley.harness.demo.PlainLines;
import berkeley.harness.demo.RoundView;
import berkeley.harness.demo.SilentView;
import berkeley.harness.demo.Viewers;
import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.cli.NodesFile;
import berkeley.launcher.cli.Ports;
import berkeley.launcher.cli.RateConverter;
import berkeley.launcher.cli.Terminal;
import berkeley.launcher.cli.TimeOfDayConverter;
import berkeley.launcher.node.FleetSource;
import berkeley.launcher.node.OwnCommand;
import berkeley.launcher.node.SecurityOptions;
import berkeley.master.MasterSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Demonstrates the algorithm on a cluster of real processes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a registry, slaves with wrong clocks and a master, each in a JVM of its own, shows"
          + " each round, and measures how far apart the clocks truly are.",
      "With --elect there is no fixed master: one more node takes its place, and all of them elect"
          + " a master, which takes some 3 s at first.",
      "Exit code 0 only if all are synchronised in the end and no invariant was violated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley demo --slaves 3 --offsets=-2s,500ms,1m --drifts=80ppm,-20ppm,0",
      "  berkeley demo --times 03:00,02:50,03:25 --textbook --explain --average mean"
          + " --include-master",
      "  berkeley demo --elect --hold",
      "  berkeley demo --elect --dashboard --record run.jsonl",
      "  berkeley demo --elect --dashboard --network"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000;

  @Spec private CommandSpec command;

  @Option(
      names = "--slaves",
      paramLabel = "N",
      description = "How many slaves (default: ${DEFAULT-VALUE}).")
  private int slaves = 4;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "The number of rounds (default: ${DEFAULT-VALUE}).")
  private long rounds = 10;

  @Option(names = "--elect", description = "Let the slaves and one more node elect their master.")
  private boolean elect;

  @Option(names = "--hold", description = "Continue after the last round, until Ctrl-C.")
  private boolean hold;

  @Option(
      names = "--offsets",
      paramLabel = "DURATION",
      split = ",",
      description = "The slaves' initial offsets, one per slave (default: random, within 5s).")
  private List<Duration> offsets = List.of();

  @Option(
      names = "--drifts",
      paramLabel = "RATE",
      split = ",",
      converter = RateConverter.class,
      description = "Their oscillators' drifts, one per slave (default: random, within 100ppm).")
  private List<Double> drifts = List.of();

  @Option(
      names = "--times",
      paramLabel = "HH:MM[:SS]",
      split = ",",
      converter = TimeOfDayConverter.class,
      description =
          "What the clocks show at the start, today, in UTC: the master's first; as many slaves as"
              + " follow. In place of --slaves and --offsets.")
  private List<LocalTime> times = List.of();

  @Option(
      names = "--nodes",
      paramLabel = "FILE",
      description =
          "Start the nodes of a file with a line of id, host, port, time and delay for each, the"
              + " master first; all on this host.")
  private @Nullable Path nodes;

  @Option(
      names = "--explain",
      description =
          "Print each message and each decision as a line, with wall times: who was asked, what it"
              + " said, the average, what each was told.")
  private boolean explain;

  @Option(
      names = "--textbook",
      description =
          "Use a textbook's clocks: each round sets all of them to the average, forwards or"
              + " backwards. They give no interval, and nothing is judged.")
  private boolean textbook;

  @Option(
      names = "--push",
      paramLabel = "PERIOD",
      description = "Let the slaves send their times by themselves, once per period.")
  private @Nullable Duration push;

  @Option(
      names = "--settable",
      description =
          "Let berkeley set-clock set the nodes' clocks while they run; --textbook implies it.")
  private boolean settable;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of random values (default: random).")
  private @Nullable Long seed;

  @Mixin private MasterOptions master;

  @Mixin private SecurityOptions security;

  @Option(names = "--json", description = "Print one JSON document at the end, and nothing else.")
  private boolean json;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write a record of the run to a file, for berkeley report; replaces the file.")
  private @Nullable Path record;

  @Option(
      names = "--dashboard",
      arity = "0..1",
      paramLabel = "PORT",
      fallbackValue = "" + DashboardServer.DEFAULT_PORT,
      description =
          "Serve a live page, and continue until Ctrl-C (default port: ${FALLBACK-VALUE}; 0 for any"
              + " free one).")
  private @Nullable Integer dashboard;

  @Option(
      names = "--network",
      description =
          "Put each node behind a proxy, so that the page has buttons to delay and to split the"
              + " network; makes each round trip slightly longer.")
  private boolean network;

  /** Whether the record lacks what it should have. */
  private volatile boolean recordLost;

  @Override
  public Integer call() throws Exception {
    if (record != null && nodes != null) {
      OutputFiles.requireApart("--record", record, List.of(nodes));
    }
    DemoSettings settings = settings();
    if (security.folder().isPresent()) {
      ClusterKeys keys = ClusterKeys.in(security.folder().get());
      for (NodePlan node : settings.plan().nodes()) {
        keys.addNode(node.id());
      }
    }
    security.install(List.of());
    int exitCode;
    try (Viewers viewers =
        new Viewers(
            settings,
            Optional.ofNullable(record),
            Optional.ofNullable(dashboard),
            this::complain)) {
      RoundView view = view();
      viewers.url().ifPresent(url -> view.progress("the live page is at " + url));
      exitCode = DemoRun.run(settings, OwnCommand.of(Berkeley.class), view, viewers, json);
    }
    return recordLost && exitCode == ExitCode.DONE ? ExitCode.AIM_MISSED : exitCode;
  }

  private void complain(String line) {
    recordLost = true;
    System.err.println("berkeley demo: " + line);
  }

  private DemoSettings settings() {
    if (network && dashboard == null) {
      throw new ParameterException(
          command.commandLine(), "--network: only with --dashboard, which has the buttons");
    }
    if (dashboard != null) {
      Ports.require(command, "--dashboard", dashboard);
    }
    if (explain && json) {
      throw new ParameterException(
          command.commandLine(), "--explain and --json exclude each other; give one of them");
    }
    long chosenSeed = seed == null ? new Random().nextInt(SEEDS) : seed;
    try {
      FleetSource source = fleet(chosenSeed);
      return new DemoSettings(
          elect ? source.plan().electing() : source.plan(),
          leading(),
          rounds,
          hold || dashboard != null,
          chosenSeed,
          security.folder(),
          network,
          new DemoLesson(
              explain,
              textbook,
              settable || textbook,
              Optional.ofNullable(push),
              source.ports(),
              source.delays()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Rounds that are counted, or explained one by one, come one in each period from the first on.
   */
  private MasterSettings leading() {
    MasterSettings settings = master.settings(0);
    boolean isCounted = !hold && dashboard == null;
    return isCounted || explain || textbook
        ? settings.toBuilder().quickStart(false).build()
        : settings;
  }

  private FleetSource fleet(long chosenSeed) {
    boolean sized = command.commandLine().getParseResult().hasMatchedOption("--slaves");
    if ((nodes != null ? 1 : 0) + (times.isEmpty() ? 0 : 1) + (offsets.isEmpty() ? 0 : 1) > 1) {
      throw new IllegalArgumentException(
          "--offsets, --times and --nodes exclude each other; give one of them");
    }
    if (sized && (nodes != null || !times.isEmpty())) {
      throw new IllegalArgumentException(
          "--slaves: there are as many as --times or --nodes say; leave it out");
    }
    if (nodes != null) {
      return FleetSource.ofRows(NodesFile.read(nodes), drifts);
    }
    return times.isEmpty()
        ? FleetSource.of(FleetPlan.of(slaves, chosenSeed, offsets, drifts))
        : FleetSource.ofTimes(times, drifts, elect);
  }

  private RoundView view() {
    if (json) {
      return new SilentView(System.err);
    }
    // A table that is drawn in place would take the explanation away again.
    return Terminal.isInteractive() && !explain
        ? new LiveTable(System.out, Terminal.hasColours())
        : new PlainLines(System.out);
  }
}
