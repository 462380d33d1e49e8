package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same seed is the same run in every process: sets and maps that are iterated in another order
 * in each of them would not be seen by a test within one.
 */
final class ReproducibilityIT {

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void twoProcessesSimulateTheSameChaos() throws Exception {
    assertEquals(chaos(), chaos());
  }

  private Object chaos() throws Exception {
    RunningCommand run = rig.start("simulate", "chaos", "--seeds=1", "--duration=3h", "--json");
    return List.of(run.exitCode(Duration.ofMinutes(2)), run.document());
  }
}
