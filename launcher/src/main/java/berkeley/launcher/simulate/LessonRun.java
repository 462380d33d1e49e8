package berkeley.launcher.simulate;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.Reading;
import berkeley.api.wire.RoundReport;
import berkeley.harness.explain.RoundNarrator;
import berkeley.launcher.cli.TimeOfDayConverter;
import berkeley.simulator.SampleListener;
import berkeley.simulator.Simulation;
import berkeley.simulator.SimulationHooks;
import berkeley.simulator.SimulationRun;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.ScenarioFaults;
import berkeley.simulator.textbook.TextbookListener;
import berkeley.simulator.textbook.TextbookRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A run in virtual time that is told: each message and each decision of its first rounds. */
public final class LessonRun {

  private final Scenario scenario;
  private final long seed;
  private final Options options;
  private final List<String> lines = new ArrayList<>();

  private LessonRun(Scenario scenario, long seed, Options options) {
    this.scenario = scenario;
    this.seed = seed;
    this.options = options;
  }

  /** The options of a run that is told. */
  public static final class Options {

    private static final int MOST_ROUNDS = 1_000;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
        names = "--explain",
        description =
            "Print each message and each decision of the first rounds as a line, with wall times.")
    private boolean explain;

    @Option(
        names = "--textbook",
        description =
            "Explain a textbook's clocks: each round sets all of them to the average, forwards or"
                + " backwards.")
    private boolean textbook;

    @Option(
        names = "--push",
        paramLabel = "PERIOD",
        description = "Let the slaves send their times by themselves, so often.")
    private @Nullable Duration push;

    @Option(
        names = "--times",
        paramLabel = "HH:MM[:SS]",
        split = ",",
        converter = TimeOfDayConverter.class,
        description =
            "What the clocks show at the start, the master's first; without a scenario, in that of"
                + " the textbook.")
    private List<LocalTime> times = List.of();

    @Option(
        names = "--rounds",
        paramLabel = "N",
        description = "With --explain: how many rounds (default: 3).")
    private @Nullable Integer rounds;

    /** Returns whether a run is to be told. */
    public boolean given() {
      return explain || textbook;
    }

    /** Returns whether start times are given. */
    public boolean hasTimes() {
      return !times.isEmpty();
    }

    /**
     * Returns a scenario with the given times.
     *
     * @throws ParameterException if the options do not fit one another
     */
    public Scenario applyTo(Scenario scenario) {
      if (rounds != null && !given()) {
        throw usage("--rounds needs --explain or --textbook; add one, or leave it out");
      }
      if (rounds != null && (rounds < 1 || rounds > MOST_ROUNDS)) {
        throw usage("--rounds: %d is not in 1..%d".formatted(rounds, MOST_ROUNDS));
      }
      if (push != null && push.toMillis() < 10) {
        throw usage("--push: less than 10ms");
      }
      Scenario pushed = push == null || textbook ? scenario : scenario.withPush(push);
      return times.isEmpty() ? pushed : withTimes(pushed);
    }

    private Scenario withTimes(Scenario scenario) {
      if (times.size() < 2) {
        throw usage("--times: 1 time, wanted the master's and those of the slaves");
      }
      SortedMap<Integer, Duration> offsets = new TreeMap<>();
      for (int i = 1; i < times.size(); i++) {
        offsets.put(i, Duration.between(times.get(0), times.get(i)));
      }
      ScenarioFaults faults = scenario.faults();
      return new Scenario(
          scenario.name(),
          times.size() - 1,
          scenario.duration(),
          scenario
              .start()
              .atZone(ZoneOffset.UTC)
              .toLocalDate()
              .atTime(times.get(0))
              .toInstant(ZoneOffset.UTC),
          scenario.master(),
          scenario.network(),
          scenario.clocks(),
          new ScenarioFaults(
              offsets, faults.frequencies(), faults.liars(), faults.deceptions(), faults.jumps()),
          scenario.push());
    }

    private ParameterException usage(String line) {
      return new ParameterException(command.commandLine(), line);
    }

    private int rounds() {
      return rounds == null ? 3 : rounds;
    }
  }

  /** Prepares a run of a scenario to which the options were applied. */
  public static LessonRun of(Scenario scenario, long seed, Options options) {
    Duration period = scenario.master().period();
    // Two periods are the least; what is not asked for is left out below.
    Duration length = period.multipliedBy(Math.max(2, options.rounds()));
    return new LessonRun(scenario.withDuration(length), seed, options);
  }

  /** Runs it, and prints what it tells. */
  public void print(PrintWriter out) {
    if (options.textbook) {
      runTextbook();
    } else {
      runNodes();
    }
    lines.forEach(out::println);
  }

  private void runTextbook() {
    RoundNarrator narrator = new RoundNarrator(scenario.master(), true, () -> new Reading(0, 0));
    new TextbookRun(
            scenario,
            seed,
            Optional.ofNullable(options.push),
            new TextbookListener() {
              private int told;

              @Override
              public void led(RoundReport report, long masterNanos) {
                boolean asked = !report.members().isEmpty();
                if (told < options.rounds() && (asked || told == 0)) {
                  long after = masterNanos + report.masterDeltaNanos();
                  lines.addAll(narrator.lines(report, masterNanos, after));
                }
                told++;
              }

              @Override
              public void pushed(PushReport report) {
                lines.add(RoundNarrator.line(report, true));
              }
            })
        .run();
  }

  private void runNodes() {
    List<RoundReport> told = new ArrayList<>();
    List<RoundNarrator> narrator = new ArrayList<>();
    SimulationRun run =
        Simulation.begin(
            scenario,
            seed,
            SampleListener.NONE,
            new SimulationHooks() {
              @Override
              public void roundEnded(RoundReport report) {
                if (told.size() < options.rounds()) {
                  lines.addAll(narrator.get(0).lines(report));
                }
                told.add(report);
              }
            });
    VirtualNode master = run.cluster().master();
    narrator.add(new RoundNarrator(scenario.master(), false, () -> master.status().reading()));
    run.runUntil(scenario.duration().toNanos());
  }
}
