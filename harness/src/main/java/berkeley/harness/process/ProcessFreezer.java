package berkeley.harness.process;

import java.io.IOException;

/**
 * Holds a process stopped, SIGSTOP, until it is thawed, SIGCONT.
 *
 * <p>A little shell does it, and waits for the end of its standard input in between. So the process
 * goes on whatever becomes of this one: a stopped child could not notice that its parent is gone.
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

  /** Lets it go on. */
  public void thaw() throws IOException {
    shell.getOutputStream().close();
  }
}
