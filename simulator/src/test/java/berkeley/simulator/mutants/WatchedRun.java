package berkeley.simulator.mutants;

import berkeley.simulator.chaos.SimulatedChaosRun;
import berkeley.simulator.chaos.SimulatedChaosSettings;
import berkeley.simulator.chaos.Weather;
import berkeley.simulator.promise.Violation;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One seed of chaos, told in types that all class loaders share. */
public final class WatchedRun {

  private WatchedRun() {}

  /**
   * Runs a seed.
   *
   * @return what it broke, by the name of the promise or invariant, with what was seen first
   */
  public static Map<String, String> run(String weather, Duration duration, long seed) {
    SimulatedChaosSettings settings =
        SimulatedChaosSettings.builder()
            .weather(Weather.byName(weather))
            .duration(duration)
            .build();
    SimulatedChaosRun run = SimulatedChaosRun.of(settings, seed);
    Map<String, String> broken = new TreeMap<>();
    run.violation().ifPresent(kind -> broken.put(kind, last(run)));
    for (Violation seen : run.brokenPromises()) {
      broken.putIfAbsent(seen.promise().text(), seen.toString());
    }
    return broken;
  }

  private static String last(SimulatedChaosRun run) {
    return run.transcript().get(run.transcript().size() - 1);
  }
}
