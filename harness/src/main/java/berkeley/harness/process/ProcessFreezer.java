package berkeley.harness.process;

import java.io.IOException;

/**
 * Stops a process by SIGSTOP until it is thawed by SIGCONT.
 *
 * <p>A shell sends both signals, and waits for the end of its standard input in between. So the
 * process continues when this one ends, however that happens: a stopped child could not notice that
 * its parent has ended.
 */
public final class ProcessFreezer {

  private static final String SCRIPT =
      "trap '' INT TERM; kill -STOP \"$1\" && read -r end; kill -CONT \"$1\"";

  private final Process shell;

  private ProcessFreezer(Process shell) {
    this.shell = shell;
  }

  /** Stops a process. */
  public static ProcessFreezer stop(long pid) throws IOException {
    return new ProcessFreezer(
        new ProcessBuilder("sh", "-c", SCRIPT, "sh", Long.toString(pid))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Lets the process continue. */
  public void thaw() throws IOException {
    shell.getOutputStream().close();
  }
}
