package berkeley.harness.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFilesTest {

  @TempDir Path folder;

  private Path input() throws IOException {
    return Files.writeString(folder.resolve("in"), "the record");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileTakesItsPlaceWhenItIsComplete() throws IOException {
    Path place = Files.writeString(folder.resolve("out"), "before");
    try (OutputFiles files = new OutputFiles(List.of(input()))) {
      PrintWriter out = files.text("--out", place);
      out.print("after \u00e4");
      out.flush();
      assertEquals("before", Files.readString(place));
      files.complete();
    }

    assertEquals("after \u00e4", Files.readString(place));
    assertEquals(List.of("in", "out"), names());
  }

  @Test
  void whatIsNotCompletedLeavesWhatWasThere() throws IOException {
    Path place = Files.writeString(folder.resolve("out"), "before");
    try (OutputFiles files = new OutputFiles(List.of())) {
      files.text("--out", place).print("half of it");
    }

    assertEquals("before", Files.readString(place));
    assertEquals(List.of("out"), names());
  }

  @Test
  void aFileThatIsReadIsNeverWritten() throws IOException {
    Path input = input();
    Path link = Files.createSymbolicLink(folder.resolve("link"), input);
    try (OutputFiles files = new OutputFiles(List.of(input))) {
      for (Path same : List.of(input, link, folder.resolve(".").resolve("in"))) {
        var refusal = assertThrows(CommandFailure.class, () -> files.text("--out", same));
        assertEquals(ExitCode.USAGE, refusal.exitCode());
        assertTrue(refusal.getMessage().contains("is read as well"), refusal.getMessage());
      }
    }

    assertEquals("the record", Files.readString(input));
  }

  @Test
  void twoOutputsAreTwoFiles() {
    try (OutputFiles files = new OutputFiles(List.of())) {
      files.text("--out", folder.resolve("out"));
      var refusal =
          assertThrows(
              CommandFailure.class,
              () -> files.text("--csv", folder.resolve("x").resolve("..").resolve("out")));
      assertEquals(ExitCode.USAGE, refusal.exitCode());
    }
  }

  @Test
  void aLinkGoesOnPointingToWhatItPointedTo() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    try (OutputFiles files = new OutputFiles(List.of())) {
      files.text("--out", link).print("after");
      files.complete();
    }

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("after", Files.readString(target));
  }

  @Test
  void aFullDiskIsAnExitCodeAndChangesNoOtherFile() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path page = Files.writeString(folder.resolve("page"), "before");
    try (OutputFiles files = new OutputFiles(List.of())) {
      files.text("--out", page).print("after");
      files.text("--csv", full).print("rows");
      var failure = assertThrows(CommandFailure.class, files::complete);
      assertEquals(ExitCode.MISSING, failure.exitCode());
      assertEquals(
          "--csv: /dev/full cannot be written (no space left on device); give another file",
          failure.getMessage());
    }

    assertEquals("before", Files.readString(page));
    assertEquals(List.of("page"), names());
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    try (OutputFiles files = new OutputFiles(List.of())) {
      var failure =
          assertThrows(
              CommandFailure.class, () -> files.text("--out", folder.resolve("no").resolve("x")));
      assertTrue(failure.getMessage().contains("no such file or folder"), failure.getMessage());
      assertFalse(failure.getCause() == null);
      assertEquals(NoSuchFileException.class, failure.getCause().getClass());
    }
  }
}
