package berkeley.slave.telemetry;

import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.node.driver.NodeListener;
import java.util.function.Consumer;

/** Hands what a node does to JDK Flight Recorder, and pushes to a listener. */
public final class RecordedEvents implements NodeListener {

  private final Consumer<PushReport> onPush;

  /**
   * Creates a listener.
   *
   * @param onPush told of each push, on the node's loop
   */
  public RecordedEvents(Consumer<PushReport> onPush) {
    this.onPush = onPush;
  }

  @Override
  public void pushed(PushReport report) {
    onPush.accept(report);
  }

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
