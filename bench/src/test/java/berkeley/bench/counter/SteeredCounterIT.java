package berkeley.bench.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.bench.process.CCompiler;
import berkeley.bench.process.OwnCheckout;
import berkeley.harness.process.NodeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real processes of which one has its counter steered, as an NTP daemon steers that of a host.
 * Skipped without a C compiler, and the first without a JDK 22 or later, this one or one beside it.
 * Needs the launcher's jar.
 */
@Tag("full")
final class SteeredCounterIT {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Duration STEERED = Duration.ofSeconds(6);
  private static final double RATE_PPM = 40_500;

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(CCompiler.isPresent());
  }

  @Test
  @Timeout(300)
  void whatSteersTheOtherCounterDoesNothingToTicksThatNobodySteers() throws Exception {
    Optional<Path> java = javaWithForeignFunctions();
    assumeTrue(java.isPresent(), "there is no JDK 22 or later");
    NodeCommand command =
        new OwnCheckout(HOME)
            .command()
            .withEnvironment(Map.of("BERKELEY_BUILD", "never", "JAVA_HOME", java.get().toString()));

    for (boolean ofMaster : new boolean[] {false, true}) {
      try (SteeredCounter counter = SteeredCounter.open(HOME);
          CounterTrial trial =
              CounterTrial.start(command, CounterSettings.rounds("1s"), counter, ofMaster)) {
        for (double ppm : new double[] {50, 500, 20_000}) {
          trial.steer(ppm);
          CounterTrial.Seen seen = trial.watch(STEERED, RATE_PPM);

          assertEquals("CLOCK_MONOTONIC_RAW", seen.source());
          assertTrue(seen.looks() > 20, seen::toString);
          assertEquals(0, seen.outside(), seen::toString);
          assertTrue(ppm < 500 || seen.frequencyPpm() < 250, seen::toString);
        }
      }
    }
  }

  /** Or else what the test above does not find would prove nothing. */
  @Test
  @Timeout(300)
  void theCounterOfThePlatformIsSteered() throws Exception {
    NodeCommand command = new OwnCheckout(HOME).commandWithoutNativeAccess();

    try (SteeredCounter counter = SteeredCounter.open(HOME);
        CounterTrial trial =
            CounterTrial.start(command, CounterSettings.rounds("1s"), counter, false)) {
      trial.steer(500);
      CounterTrial.Seen seen = trial.watch(STEERED, RATE_PPM);

      assertEquals("System.nanoTime", seen.source());
      assertTrue(seen.frequencyPpm() > 250, seen::toString);
    }
  }

  private static Optional<Path> javaWithForeignFunctions() throws IOException {
    Path own = Path.of(System.getProperty("java.home"));
    if (Runtime.version().feature() >= 22) {
      return Optional.of(own);
    }
    Path beside = Optional.ofNullable(own.getParent()).orElse(own);
    try (Stream<Path> others = Files.list(beside)) {
      return others.filter(SteeredCounterIT::isNewEnough).findFirst();
    }
  }

  private static boolean isNewEnough(Path jdk) {
    Path release = jdk.resolve("release");
    if (!Files.isExecutable(jdk.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
      return false;
    }
    try {
      return Files.readAllLines(release).stream()
          .filter(line -> line.matches("JAVA_VERSION=\"[0-9]+.*"))
          .mapToInt(line -> Integer.parseInt(line.replaceAll("[^\"]*\"([0-9]+).*", "$1")))
          .anyMatch(feature -> feature >= 22);
    } catch (IOException e) {
      return false;
    }
  }
}
