package berkeley.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The compiled classes do what the classes do, to the last digit. */
class CompiledTourTest {

  private static final int MOST_BYTES = 1_500_000;
  private static final String CALL = "require(process.argv[1]).main([process.argv[2]])";

  @TempDir private Path folder;

  @Test
  void itPrintsTheSameFiguresInJavaScript() throws IOException, InterruptedException {
    assertEquals(DriverTour.of(7), NodeJs.run(folder, CALL, NodeJs.SCRIPT.toString(), "7"));
  }

  @Test
  void theTourComesByEverything() {
    String figures = DriverTour.of(7);

    assertTrue(figures.contains("MASTER SYNCHRONISED term 2"), "another master after the first");
    assertTrue(figures.contains("order ANNOUNCED left 2000000 ns"));
    assertTrue(figures.contains("order DONE left 0 ns"));
    assertEquals(2, figures.lines().filter(line -> line.startsWith("violations")).count(), figures);
    assertTrue(
        figures
            .lines()
            .filter(line -> line.startsWith("violations"))
            .allMatch(
                line -> line.endsWith("{containment=0, monotonicity=0, obedience=0, slew=0}")));
  }

  @Test
  void aPageCanCarryIt() throws IOException {
    assertTrue(
        Files.size(NodeJs.SCRIPT) < MOST_BYTES, () -> NodeJs.SCRIPT.toFile().length() + " bytes");
  }
}
