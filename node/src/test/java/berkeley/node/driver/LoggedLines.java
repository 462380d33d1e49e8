package berkeley.node.driver;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged while it is open, for what a driver does not tell anybody else. */
final class LoggedLines implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  LoggedLines() {
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  /** Returns how many lines hold the text. */
  long with(String text) {
    return logged.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains(text)).count();
  }

  @Override
  public void close() {
    System.setErr(before);
    before.print(logged.toString(StandardCharsets.UTF_8));
  }
}
