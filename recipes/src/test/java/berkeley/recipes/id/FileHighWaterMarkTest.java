package berkeley.recipes.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHighWaterMarkTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameIt() {
    file = folder.resolve("mark");
  }

  private long stored() throws IOException {
    try (FileHighWaterMark mark = FileHighWaterMark.open(file)) {
      return mark.load();
    }
  }

  private void store(long... marks) throws IOException {
    try (FileHighWaterMark mark = FileHighWaterMark.open(file)) {
      mark.load();
      for (long each : marks) {
        mark.store(each);
      }
    }
  }

  @Test
  void theLastOneIsKept() throws IOException {
    assertEquals(Long.MIN_VALUE, stored());
    store(5, 9, 7);
    assertEquals(7, stored());
    store(8);
    assertEquals(8, stored());
    store(8, 3);
    assertEquals(3, stored());
  }

  /** Whatever bytes of the newest write are missing, the one before is found. */
  @Test
  void aWriteThatBrokeOffLeavesTheOneBefore() throws IOException {
    store(11, 12);
    byte[] before = Files.readAllBytes(file);
    store(13);
    byte[] after = Files.readAllBytes(file);
    for (int written = 0; written <= 24; written++) {
      byte[] torn = before.clone();
      System.arraycopy(after, 24, torn, 24, written);
      Files.write(file, torn);
      assertEquals(written == 24 ? 13 : 12, stored(), "of 24 bytes " + written);
    }
  }

  @Test
  void aFirstWriteThatBrokeOffIsNone() throws IOException {
    Files.write(file, new byte[17]);
    assertEquals(Long.MIN_VALUE, stored());
  }

  @Test
  void garbageIsReportedWithTheNextStep() throws IOException {
    Files.write(file, new byte[48]);
    IOException failure = assertThrows(IOException.class, this::stored);
    assertTrue(failure.getMessage().contains("remove it once"), failure::getMessage);
  }

  @Test
  void aSecondGeneratorIsRefused() throws IOException {
    try (FileHighWaterMark first = FileHighWaterMark.open(file)) {
      IOException failure = assertThrows(IOException.class, () -> FileHighWaterMark.open(file));
      assertTrue(failure.getMessage().contains("in use by"), failure::getMessage);
      assertEquals(Long.MIN_VALUE, first.load());
    }
    assertEquals(Long.MIN_VALUE, stored());
  }
}
