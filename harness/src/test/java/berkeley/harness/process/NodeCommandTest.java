package berkeley.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeCommandTest {

  private static final List<String> ARGUMENTS = List.of("slave", "--id=a");

  @Test
  void aMainClassIsRunWithOptionsBeforeItAndArgumentsAfterIt() {
    JavaCommand java = new JavaCommand(List.of("-Xmx16m"), "some.jar");

    List<String> line =
        NodeCommand.running(java, "some.Main").withJvmOptions(List.of("-Da=b")).line(ARGUMENTS);

    assertEquals(
        List.of("-Xmx16m", "-Da=b", "-cp", "some.jar", "some.Main", "slave", "--id=a"),
        line.subList(1, line.size()));
  }

  @Test
  void theScriptIsGivenOptionsOfTheJvmByItsEnvironment() {
    NodeCommand script = NodeCommand.script(Path.of("berkeley"));

    assertEquals(List.of("berkeley", "slave", "--id=a"), script.line(ARGUMENTS));
    assertEquals(
        List.of("env", "X=1", "JAVA_OPTS=-Da=b -Dc=d", "berkeley", "slave", "--id=a"),
        script
            .withJvmOptions(List.of("-Da=b", "-Dc=d"))
            .withEnvironment(Map.of("X", "1"))
            .line(ARGUMENTS));
  }
}
