package berkeley.simulator;

import berkeley.harness.plot.OffsetPlot;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.nio.file.Path;

/** Runs scenarios from the command line: {@code NAME-or-FILE [SEEDS [FIRST]]}. */
public final class SimulateMain {

  private SimulateMain() {}

  /** Prints one document a scenario; with -Dplot=DIR, draws each by its first seed. */
  public static void main(String[] args) throws Exception {
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
    long first = args.length > 2 ? Long.parseLong(args[2]) : Simulation.FIRST_SEED;
    for (String name : args[0].split(",", -1)) {
      Scenario scenario = Scenarios.find(name);
      long began = System.nanoTime();
      SimulationSummary summary = Simulation.runAll(scenario, first, seeds);
      System.err.printf("%s: %.2f s a run%n", name, (System.nanoTime() - began) * 1e-9 / seeds);
      System.out.println(summary.document());
      if (System.getProperty("plot") != null) {
        OffsetPlot.write(
            scenario, first, Path.of(System.getProperty("plot"), scenario.name() + ".svg"));
      }
    }
  }
}
