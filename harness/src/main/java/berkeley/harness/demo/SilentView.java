package berkeley.harness.demo;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;
import java.io.PrintStream;

/** Shows how the fleet comes up and leaves stdout to the one document at the end. */
public final class SilentView implements RoundView {

  private final PrintStream err;

  /** Progress goes to the given stream. */
  public SilentView(PrintStream err) {
    this.err = err;
  }

  @Override
  public void progress(String line) {
    err.println(line);
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    // the document at the end says it all
  }
}
