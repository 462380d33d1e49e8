package berkeley.simulator;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import java.util.List;
import java.util.Properties;

/** What tests of whole runs have in common. */
final class TestScenario {

  private TestScenario() {}

  /** Returns a scenario of these keys and values, of five slaves and twenty minutes by default. */
  static Scenario of(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    properties.putIfAbsent("slaves", "5");
    properties.putIfAbsent("duration", "20m");
    return Scenarios.of("test", properties);
  }

  /** Returns hooks that collect the reports of rounds. */
  static SimulationHooks collectingRoundsIn(List<RoundReport> reports) {
    return new SimulationHooks() {
      @Override
      public void roundEnded(RoundReport report) {
        reports.add(report);
      }
    };
  }
}
