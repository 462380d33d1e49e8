package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.harness.console.CommandFailure;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Little shells as children. */
@Timeout(60)
final class ChildProcessTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static List<String> shell(String script) {
    return List.of("sh", "-c", script);
  }

  @Test
  void itIsReadyWhenItSaysSoAndEndsWhenItsStandardInputIsClosed() throws Exception {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    ChildProcess child =
        ChildProcess.start(
            "child",
            shell("echo READY port=7; read word; echo heard $word"),
            Redirect.PIPE,
            lines::add);

    assertEquals(7, child.awaitReady(LIMIT).port());
    child.requireAlive();
    child.send("lead");

    assertEquals("READY port=7", lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals("heard lead", lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void oneThatEndsBeforeItIsReadyFailsWithItsExitCodeAndItsName() {
    ChildProcess child = ChildProcess.start("child", shell("exit 3"));

    CommandFailure failure = assertThrows(CommandFailure.class, () -> child.awaitReady(LIMIT));

    assertTrue(
        failure.getMessage().startsWith("the process of child ended with exit code 3"),
        failure::getMessage);
  }

  @Test
  void oneThatIsNotReadyInTimeFailsAndCanBeKilled() throws Exception {
    ChildProcess child = ChildProcess.start("child", shell("exec sleep 600"));

    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> child.awaitReady(Duration.ofMillis(50)));
    child.killAndWait();

    assertTrue(failure.getMessage().contains("did not come up within 50ms"), failure::getMessage);
    assertEquals(137, child.exitCode().orElseThrow());
    assertThrows(CommandFailure.class, child::requireAlive);
  }

  @Test
  void allEndWhenTheyAreAskedTo() throws Exception {
    ChildProcess one = ChildProcess.start("one", shell("exec sleep 600"));
    ChildProcess other = ChildProcess.start("other", shell("exec sleep 600"));

    ChildProcess.endAll(List.of(one, other));

    assertEquals(143, one.exitCode().orElseThrow());
    assertEquals(143, other.exitCode().orElseThrow());
  }

  @Test
  void whatCannotBeStartedIsMissing() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class, () -> ChildProcess.start("child", List.of("/no/such/program")));

    assertEquals(3, failure.exitCode());
  }
}
