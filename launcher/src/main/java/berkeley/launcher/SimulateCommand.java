package berkeley.launcher;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.console.FileProblem;
import berkeley.harness.console.JsonLine;
import berkeley.harness.console.OutputFiles;
import berkeley.harness.plot.OffsetPlot;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.cli.MasterOptions;
import berkeley.launcher.simulate.LessonRun;
import berkeley.simulator.Simulation;
import berkeley.simulator.SimulationSummary;
import berkeley.simulator.SummaryText;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Simulates a scenario in virtual time; succeeds if no invariant is violated. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    subcommands = {
      SimulateChaosCommand.class,
      SimulateElectionCommand.class,
      SimulateTreeCommand.class
    },
    description = "Runs the algorithm in virtual time, on modelled oscillators and networks.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  berkeley simulate A --seeds 10 --json --plot A.svg",
      "  berkeley simulate --times 03:00,02:50,03:25 --textbook --explain"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final int MANY_SEEDS = 10;
  private static final int MOST_SEEDS = 10_000;

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME-or-FILE",
      completionCandidates = Names.class,
      description = "A .properties file, or one of ${COMPLETION-CANDIDATES}.")
  private @Nullable String scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The first seed (default: 101). Without --seeds, the only one.")
  private @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds, one run each (default: 10).")
  private @Nullable Integer seeds;

  @Mixin private MasterOptions master;

  @Mixin private LessonRun.Options lesson;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Plot the run of the first seed to this file.")
  private @Nullable Path plot;

  /** For help and shell completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Scenarios.names());
    }
  }

  @Override
  public Integer call() {
    LogLevel.ofSimulation();
    PrintWriter out = command.commandLine().getOut();
    long first = seed == null ? Simulation.FIRST_SEED : seed;
    Scenario found = lesson.applyTo(find());
    found = found.withMaster(master.over(found.master()));
    if (lesson.given()) {
      requireOneRun();
      LessonRun.of(found, first, lesson).print(out);
      return ExitCode.DONE;
    }
    int count = howMany();
    draw(found, first);
    SimulationSummary summary = Simulation.runAll(found, first, count);
    if (json) {
      out.println(JsonLine.line(summary.document()));
    } else {
      SummaryText.lines(summary).forEach(out::println);
    }
    return summary.violations().total() == 0 ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }

  private void requireOneRun() {
    if (seeds != null || plot != null || json) {
      throw usage(
          "--explain and --textbook tell a single run in sentences; leave --seeds, --plot and --json"
              + " out");
    }
  }

  private int howMany() {
    int count = seeds == null ? (seed == null ? MANY_SEEDS : 1) : seeds;
    if (count < 1 || count > MOST_SEEDS) {
      throw usage("--seeds: found %d, wanted 1 to %d".formatted(count, MOST_SEEDS));
    }
    return count;
  }

  private Scenario find() {
    if (scenario == null && lesson.hasTimes()) {
      return Scenarios.builtIn("textbook");
    }
    if (scenario == null) {
      throw usage(
          "a scenario is missing; give a file, chaos or one of " + String.join(", ", new Names()));
    }
    try {
      return Scenarios.find(scenario);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    } catch (FileNotFoundException e) {
      throw CommandFailure.missing(e);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "scenario: '%s' cannot be read (%s)".formatted(scenario, e.getMessage()), e);
    }
  }

  private void draw(Scenario found, long first) {
    if (plot == null) {
      return;
    }
    try (OutputFiles files =
        new OutputFiles(scenario == null ? List.of() : List.of(Path.of(scenario)))) {
      OffsetPlot.write(found, first, files.bytes("--plot", plot));
      files.complete();
    } catch (IOException e) {
      throw CommandFailure.missing(
          "--plot: %s cannot be written (%s)".formatted(plot, FileProblem.reason(e)), e);
    }
  }

  private ParameterException usage(String line) {
    return new ParameterException(command.commandLine(), line);
  }
}
