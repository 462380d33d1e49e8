package berkeley.bench.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.rmi.server.RMISocketFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes bear hostile input; the seed is fixed. Needs the launcher's jar. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the memory of a process is read from /proc")
final class HostileIT {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final HostileSettings SETTINGS =
      new HostileSettings(1_000, 1_000, 20_261_122, false);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(10);
  private static final int MOST_KINDS = 12;

  @TempDir private Path folder;

  @Test
  @Timeout(240)
  void aClusterBearsHostileInput() throws Exception {
    CallRecorder recorder = new CallRecorder(ConnectionDepth.OPEN);
    RMISocketFactory.setSocketFactory(recorder);
    AttackOutcome outcome;
    try (TargetCluster cluster = TargetCluster.start(HOME, folder, recorder, AttackKeys.NONE)) {
      outcome = new AttackRun(SETTINGS, cluster, folder.resolve("mark")).run();
    }

    assertFalse(outcome.intruded(), "foreign code ran");
    assertEquals(List.of("a", "master", "registry"), List.copyOf(outcome.tallies().keySet()));
    outcome.tallies().forEach((name, tally) -> assertEquals(SETTINGS.inputs(), tally.sent(), name));
    assertTrue(outcome.tallies().get("a").answered() > 0, "no input came through");
    assertTrue(outcome.hostileAnswers() > 0, "the master asked no hostile member");
    assertTrue(
        outcome.worstGrowth() <= AttackOutcome.MOST_GROWTH_KILOBYTES, outcome.growth()::toString);
    assertTrue(outcome.longest().compareTo(LONGEST_GAP) < 0, outcome.longest()::toString);
    assertTrue(outcome.accepted(), "the slaves are not accepted afterwards");
    assertFalse(outcome.refusals().get("a").isEmpty(), "a thousand connections were all taken");
    long minutes = 1 + outcome.duration().toMinutes();
    outcome
        .refusals()
        .forEach(
            (name, lines) -> assertTrue(lines.size() <= MOST_KINDS * minutes, lines::toString));
  }
}
