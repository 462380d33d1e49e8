package berkeley.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.text.Units;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {

  @ParameterizedTest
  @CsvSource({
    "A, 100us, 10us, 1e-9, 1s, 2h, false",
    "B, 30us, 10us, 1e-8, 1s, 2h, false",
    "C, 100us, 100us, 1e-9, 1s, 2h, false",
    "D, 10ms, 1ms, 1e-9, 16s, 24h, false",
    "E, 30us, 10us, 1e-8, 1s, 2h, false",
    "F, 100us, 10us, 1e-9, 1s, 2h, true"
  })
  void theMeasuredWorldsAreAsTheyWereMeasured(
      String name,
      String base,
      String jitter,
      double wander,
      String period,
      String length,
      boolean wandering) {
    Scenario scenario = Scenarios.builtIn(name);
    assertEquals(name, scenario.name());
    assertEquals(10, scenario.slaves());
    assertEquals(Units.duration(base), scenario.network().base());
    assertEquals(Units.duration(jitter), scenario.network().jitter());
    assertEquals(Duration.ZERO, scenario.network().asymmetry());
    assertEquals(0, scenario.network().loss());
    assertEquals(wander, scenario.clocks().wander());
    assertEquals(Units.duration(period), scenario.master().period());
    assertEquals(1, scenario.master().samples());
    assertEquals(Units.duration(length), scenario.duration());
    assertEquals(wandering, scenario.clocks().wanderingReference());
    assertEquals(Duration.ofMillis(100), scenario.clocks().initialOffset());
    assertEquals(50e-6, scenario.clocks().initialFrequency());
    Optional<ClockSpec.Step> step = scenario.clocks().step();
    assertEquals(
        name.equals("E")
            ? Optional.of(new ClockSpec.Step(5e-6, Duration.ofHours(1)))
            : Optional.empty(),
        step);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBuiltInIsThere(String name) {
    assertEquals(name, Scenarios.builtIn(name).name());
  }

  static List<String> names() {
    return Scenarios.names();
  }

  @Test
  void aFileIsReadByItsPath(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.properties");
    Files.writeString(file, "slaves = 3\nliars = 2:+1h\noutages = 20m..25m, 1:30m..31m\n");
    Scenario scenario = Scenarios.find(file.toString());
    assertEquals("mine", scenario.name());
    assertEquals(3, scenario.slaves());
    assertEquals(Duration.ofHours(1), scenario.faults().liars().get(2));
    assertEquals(List.of(0, 1), scenario.network().outages().stream().map(o -> o.slave()).toList());
    assertEquals("A", Scenarios.find("A").name());
  }

  @Test
  void whatIsNeitherAFileNorANameIsNotFound() {
    var refusal =
        assertThrows(FileNotFoundException.class, () -> Scenarios.find("no-such.properties"));
    assertTrue(refusal.getMessage().contains("'no-such.properties'"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("cold-start"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slave | 3 | slave: unknown key, wanted one of average, ",
        "slaves | 0 | slaves: found 0, wanted 1 to 1000",
        "slaves | many | slaves: found 'many', wanted a whole number",
        "duration | 2 | duration: found '2', wanted a duration such as 250ms",
        "duration | 1s | duration: found 1s, wanted two periods (2s) to 366 days",
        "duration | 9000h | duration: found 9000h, wanted two periods",
        "period | 1ms | period: found 1ms, wanted 10ms to 1d",
        "period | 2d | period: found 48h, wanted 10ms to 1d",
        "deadline | 2s | deadline: found 2s, wanted 5ms to the period, 1s",
        "probes | 0 | probes: found 0, wanted 1 to 1000",
        "average | best | average: found 'best', wanted one of mean, tempo, midpoint, intersection",
        "include.master | maybe | include.master: found 'maybe', wanted one of true, false",
        "start | noon | start: found 'noon', wanted an instant such as",
        "delay.base | -1ms | delay.base: found -1ms, wanted 0 to 1h",
        "delay.jitter | 2h | delay.jitter: found 2h, wanted 0 to 1h",
        "delay.asymmetry | 2h | delay.asymmetry: found 2h, wanted -1h to 1h",
        "delay.spike | 5ms | delay.spike: found '5ms', wanted something like 5ms@0.01",
        "delay.spike | 5ms@7 | delay.spike: found a probability of 7.0, wanted 0 to 1",
        "loss | 1.5 | loss: found 1.5, wanted a probability from 0 to 1",
        "loss | NaN | loss: found NaN, wanted a probability from 0 to 1",
        "outages | 5m | outages: found '5m', wanted a list of things like 20m..25m",
        "outages | 5m..2m | outages: found 5m..2m, wanted a beginning before its end",
        "outages | 11:1m..2m | outages: found slave 11, wanted 1 to 10",
        "wander | 1 | wander: found 1.0, wanted 0 to 1e-4",
        "initial.offset | -1s | initial.offset: found -1s, wanted 0 or more",
        "initial.frequency | 1 | initial.frequency: found 1.0, wanted 0 to 0.1",
        "reference | gps | reference: found 'gps', wanted one of perfect, wandering",
        "frequency.step | 5ppm | frequency.step: found '5ppm', wanted something like 5ppm@1h",
        "frequency.step | 5ppm@1.5s | frequency.step: found a time of 1500ms, wanted whole seconds",
        "frequency.sine | 1ppm@1s | frequency.sine: found a period of 1s, wanted 10s or more",
        "liars | +1h | liars: found '+1h', wanted a list of things like 1:+1h",
        "liars | 11:+1h | liars: found slave 11, wanted 1 to 10",
        "liars | x:+1h | liars: found 'x:+1h', wanted a list",
        "offsets | 0:1s | offsets: found slave 0, wanted 1 to 10",
        "frequencies | 1:2 | frequencies: found 2.0 for slave 1, wanted -0.1 to 0.1",
        "jumps | 1:5ms | jumps: found '1:5ms', wanted a list of things like 2:+50ms@10m"
      })
  void whatMakesNoSenseIsNamedWithWhatWasWanted(String key, String value, String message) {
    Properties properties = new Properties();
    properties.setProperty(key, value);
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Scenarios.of("mine", properties));
    String text = refusal.getMessage();
    assertTrue(text.contains(message), text);
    assertTrue(text.startsWith("scenario mine: "), text);
    assertEquals(1, text.lines().count(), text);
  }
}
