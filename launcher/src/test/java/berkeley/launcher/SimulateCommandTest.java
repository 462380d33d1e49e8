package berkeley.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

  private final StringWriter errors = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Berkeley.commandLine();
    command.setErr(new PrintWriter(errors, true));
    return command.execute(arguments);
  }

  @Test
  void aScenarioThatKeepsItsPromisesEndsWithZero(@TempDir Path folder) throws IOException {
    Path plot = folder.resolve("run.svg");
    assertEquals(0, run("simulate", "textbook", "--seed", "3", "--json", "--plot", "" + plot));
    assertTrue(Files.size(plot) > 1_000);
    assertEquals(0, run("simulate", "textbook", "--seeds", "2"));
  }

  @Test
  void whatIsNotThereEndsWithThree() {
    assertEquals(3, run("simulate", "no-such-scenario"));
    assertTrue(errors.toString().contains("'no-such-scenario'"), errors.toString());
    assertEquals(1, errors.toString().lines().count(), errors.toString());
    assertEquals(3, run("simulate", "textbook", "--seed", "1", "--plot", "/no/such/folder/x.svg"));
  }

  @Test
  void whatMakesNoSenseEndsWithTwo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.properties");
    Files.writeString(file, "slave = 3\n");
    assertEquals(2, run("simulate", file.toString()));
    assertTrue(errors.toString().contains("slave: unknown key"), errors.toString());
    assertEquals(2, run("simulate", "A", "--seeds", "0"));
    assertEquals(2, run("simulate"));
  }

  @Test
  void chaosEndsWithZeroAndWhatIsBrokenOnPurposeWithOne() {
    assertEquals(
        0, run("simulate", "chaos", "--seeds", "1", "--duration", "1h", "--without-promises"));
    assertEquals(0, run("simulate", "chaos", "--seeds", "1", "--duration", "1h"));
    assertEquals(
        1, run("simulate", "chaos", "--seeds", "1", "--broken", "no-monotonic-guard", "--json"));
    assertEquals("", errors.toString());
  }

  @Test
  void chaosThatMakesNoSenseEndsWithTwo() {
    assertEquals(2, run("simulate", "chaos", "--nodes", "2"));
    assertTrue(errors.toString().contains("--nodes: 2 is not in 3..50"), errors.toString());
    assertEquals(2, run("simulate", "chaos", "--broken", "everything"));
    assertEquals(2, run("simulate", "chaos", "--seeds", "0"));
    assertEquals(2, run("simulate", "chaos", "--period", "10s", "--duration", "99s"));
  }
}
