package berkeley.slave.telemetry;

import berkeley.api.wire.RoundReport;
import berkeley.node.driver.NodeListener;

/** Hands what a node does to JDK Flight Recorder. */
public final class RecordedEvents implements NodeListener {

  @Override
  public void began(String node, long term) {
    // The step of the election says so.
  }

  @Override
  public void ended(String node, long term) {
    // The step of the election says so.
  }

  @Override
  public void led(RoundReport report) {
    FlightRecording.round(report);
  }

  @Override
  public void electionStep(String node, long term, String step, String master) {
    FlightRecording.election(node, term, step, master);
  }
}
