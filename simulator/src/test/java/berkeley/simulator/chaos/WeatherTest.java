package berkeley.simulator.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.fault.FaultStage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeatherTest {

  @Test
  void aWeatherIsFoundByItsName() {
    assertEquals(Weather.PLAIN, Weather.byName("plain"));
    assertEquals(Weather.PLAIN, Weather.byName("clocks,messages,processes"));
    assertEquals("messages,links", Weather.byName("links, messages").text());
    assertTrue(Weather.byName("mixed").mixed());
    for (String name : Weather.names()) {
      assertEquals(name, Weather.byName(name).text());
    }
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> Weather.byName("links,hail"));
    assertTrue(unknown.getMessage().contains("'hail' is not known"), unknown.getMessage());
  }

  @Test
  void aSeedOfMixedWeatherIsAlwaysTheSameAndOthersDiffer() {
    Weather mixed = Weather.byName("mixed");
    assertEquals(mixed.of(1), mixed.of(1));
    assertNotEquals(mixed.of(1), mixed.of(2));
    Set<WeatherKind> drawn =
        LongStream.range(0, 100)
            .boxed()
            .flatMap(seed -> mixed.of(seed).kinds().stream())
            .collect(Collectors.toSet());
    assertEquals(Set.of(WeatherKind.values()), drawn);
    assertTrue(
        LongStream.range(0, 100)
            .mapToObj(mixed::of)
            .anyMatch(each -> each.has(WeatherKind.PUSH) && each.has(WeatherKind.ORDERS)));
  }

  @Test
  void everyFaultOfVirtualTimeBelongsToSomeWeather() {
    Set<FaultKind> faults =
        Arrays.stream(WeatherKind.values())
            .flatMap(kind -> kind.faults().stream())
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(FaultKind.in(FaultStage.VIRTUAL_TIME)), faults);
  }

  /** Whatever promises are broken: nothing fails that is not meant to, and each fault happens. */
  @ParameterizedTest
  @EnumSource(WeatherKind.class)
  void everyKindOfWeatherHappens(WeatherKind kind) {
    int minutes =
        switch (kind) {
          case TREES -> 15; // with rounds of one second
          case PROCESSES, CLOCKS -> 120; // masters seldom step down, one clock is broken at a time
          default -> 60;
        };
    SimulatedChaosSettings settings =
        SimulatedChaosSettings.builder()
            .duration(Duration.ofMinutes(minutes))
            .weather(Weather.byName((kind.faults().isEmpty() ? "messages," : "") + kind.text()))
            .build();

    SimulatedChaosRun run = SimulatedChaosRun.of(settings, 1);

    assertNotEquals("failure", run.violation().orElse(""), run.transcript()::toString);
    Set<String> wanted =
        kind.faults().stream()
            .map(fault -> fault.nameIn(FaultStage.VIRTUAL_TIME).orElseThrow())
            .collect(Collectors.toCollection(TreeSet::new));
    wanted.removeAll(run.faults().keySet());
    assertEquals(Set.of(), wanted);
    assertTrue(run.promises().readings() > 5_000, run.promises()::toString);
  }
}
