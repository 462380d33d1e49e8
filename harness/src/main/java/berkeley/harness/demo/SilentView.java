package berkeley.harness.demo;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;
import java.io.PrintStream;

/** Shows the start alone, so that stdout has the one document at the end. */
public final class SilentView implements RoundView {

  private final PrintStream err;

  /** Creates a view that prints the progress to a stream. */
  public SilentView(PrintStream err) {
    this.err = err;
  }

  @Override
  public void progress(String line) {
    err.println(line);
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    // is in the document at the end
  }
}
