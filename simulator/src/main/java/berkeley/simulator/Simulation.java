package berkeley.simulator;

import berkeley.simulator.scenario.Scenario;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Runs scenarios.
 *
 * <p>A pure function of the scenario and the seed: nothing is read from the machine that it runs
 * on. Safe for use by several threads, each run by itself.
 */
public final class Simulation {

  /** The first seed where none is given. */
  public static final long FIRST_SEED = 101;

  private Simulation() {}

  /** Runs a scenario once. */
  public static RunResult run(Scenario scenario, long seed) {
    return run(scenario, seed, SampleListener.NONE);
  }

  /** Runs a scenario once, and shows the samples. */
  public static RunResult run(Scenario scenario, long seed, SampleListener listener) {
    return begin(scenario, seed, listener, SimulationHooks.NONE).toEnd();
  }

  /**
   * Begins a run, which is then run bit by bit.
   *
   * @param scenario what to run
   * @param seed what it is drawn by
   * @param listener is shown the samples
   * @param hooks what is put between its parts
   */
  public static SimulationRun begin(
      Scenario scenario, long seed, SampleListener listener, SimulationHooks hooks) {
    return new SimulationRun(scenario, seed, listener, hooks);
  }

  /**
   * Runs a scenario by several seeds in a row, as many at once as there are processors.
   *
   * @param scenario what to run
   * @param firstSeed the first, {@link #FIRST_SEED} if in doubt
   * @param seeds how many, at least 1
   */
  public static SimulationSummary runAll(Scenario scenario, long firstSeed, int seeds) {
    List<RunResult> runs =
        LongStream.range(firstSeed, firstSeed + seeds)
            .parallel()
            .mapToObj(seed -> run(scenario, seed))
            .toList();
    return new SimulationSummary(scenario, runs);
  }
}
