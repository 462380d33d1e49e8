package berkeley.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    assertEquals(
        List.of("== rounds", "== election", "== push", "== order", "== tree"),
        figures.lines().filter(line -> line.startsWith("==")).toList());
    assertTrue(figures.contains("MASTER SYNCHRONISED term 2"), "another master after the first");
    assertEquals(4, synchronisedSlaves(section(figures, "push")), "slaves that send their time");
    assertTrue(
        section(figures, "tree")
            .matches("(?s).*level=1.*unsynchronised=0.*level=2.*unsynchronised=0.*"));
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

  private static String section(String figures, String name) {
    String rest = figures.substring(figures.indexOf("== " + name + "\n") + 1);
    int next = rest.indexOf("\n== ");
    return next < 0 ? rest : rest.substring(0, next);
  }

  private static long synchronisedSlaves(String section) {
    return section.lines().filter(line -> line.contains(" SLAVE SYNCHRONISED ")).count();
  }

  @Test
  void aPageCanCarryIt() throws IOException {
    assertTrue(
        Files.size(NodeJs.SCRIPT) < MOST_BYTES, () -> NodeJs.SCRIPT.toFile().length() + " bytes");
  }
}
