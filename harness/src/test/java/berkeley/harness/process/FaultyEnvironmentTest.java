package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyEnvironmentTest {

  private static void assertRefused(String begin, Duration offset, double ppm) {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> new FaultyEnvironment(offset, ppm));
    assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {100_001, -100_001, Double.NaN, Double.NEGATIVE_INFINITY})
  void namesADriftThatNoOscillatorHas(double ppm) {
    assertRefused("drift: " + ppm, Duration.ZERO, ppm);
  }

  @Test
  void namesAnOffsetOfMoreThanACentury() {
    assertEquals(7, new FaultyEnvironment(Duration.ofDays(-36_500), 0).answer(7));
    assertRefused("offset: ", Duration.ofDays(-36_500).minusNanos(1), 0);
  }

  @Test
  void theWallClockIsOffAndTheHostsTicksAreNot() {
    var environment = new FaultyEnvironment(Duration.ofHours(-1), 1_000);
    Duration behind = Duration.between(environment.wallClock().now(), Instant.now());
    long before = HostTicks.now();
    long host = environment.ticks().hostNanos();

    assertTrue(host - before >= 0 && host - HostTicks.now() <= 0);
    assertTrue(behind.compareTo(Duration.ofMinutes(59)) > 0, () -> "behind by " + behind);
    assertTrue(environment.ticks().at(host + 1_000_000_000) - host >= 1_001_000_000);
  }

  @Test
  void aLieLastsUntilTheTruthIsAskedFor() {
    var environment = new FaultyEnvironment(Duration.ZERO, 0);
    new InjectedFault.Lie(-3_600).befall(environment);
    assertEquals(6_400, environment.answer(10_000));

    new InjectedFault.Lie(0).befall(environment);
    assertEquals(10_000, environment.answer(10_000));
  }

  @Test
  void aDriftBeginsSoon() {
    var environment = new FaultyEnvironment(Duration.ZERO, 0);
    new InjectedFault.Drift(500).befall(environment);
    long later = environment.ticks().hostNanos() + 1_002_000_000L;

    long gained = environment.ticks().at(later) - later;

    assertTrue(gained >= 500_000 && gained < 502_000, () -> gained + " ns in a second");
  }
}
