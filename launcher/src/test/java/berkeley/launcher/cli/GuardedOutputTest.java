package berkeley.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuardedOutputTest {

  private final List<IOException> told = new ArrayList<>();

  @Test
  void whatIsWrittenArrivesInUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GuardedOutput out = new GuardedOutput(bytes, told::add);
    out.stream().print("5 \u00b1 1");

    assertEquals(Optional.empty(), out.finish());
    assertArrayEquals("5 \u00b1 1".getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    assertEquals(List.of(), told);
  }

  @Test
  void whatIsLostIsToldOnceAndKnownAtTheEnd() {
    IOException full = new IOException("No space left on device");
    GuardedOutput out =
        new GuardedOutput(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw full;
              }
            },
            told::add);
    out.stream().println("a");
    out.stream().println("b");

    assertEquals(Optional.of(full), out.finish());
    assertEquals(List.of(full), told);
  }
}
