package berkeley.slave.telemetry;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.RoundReport;
import jdk.jfr.FlightRecorder;

/**
 * The way to JDK Flight Recorder.
 *
 * <p>The first use of an event's class costs a tenth of a second, in the midst of a first
 * correction. So none is touched before somebody records. Safe for use by several threads.
 */
public final class FlightRecording {

  private FlightRecording() {}

  /**
   * Records a correction that was applied, if anybody wants to know.
   *
   * @param node the name of the node that applied it
   * @param applied the correction
   */
  public static void correction(String node, Adjustment applied) {
    if (FlightRecorder.isInitialized()) {
      CorrectionEvent.record(node, applied);
    }
  }

  /**
   * Records a round, if anybody wants to know.
   *
   * @param report what was done in it
   */
  public static void round(RoundReport report) {
    if (FlightRecorder.isInitialized()) {
      RoundEvent.record(report);
    }
  }

  /**
   * Records a change of state, if anybody wants to know.
   *
   * @param node the node's name
   * @param term the newest term that it has seen
   * @param from its state before
   * @param to its state now
   */
  public static void state(String node, long term, NodeState from, NodeState to) {
    if (FlightRecorder.isInitialized()) {
      StateEvent.record(node, term, from, to);
    }
  }

  /**
   * Records a step of an election, if anybody wants to know.
   *
   * @param node the name of the node that took it
   * @param term the term that it belongs to
   * @param what ELECTED, STEPPED_DOWN, FOLLOWING or MASTER_SILENT
   * @param master whom it is about
   */
  public static void election(String node, long term, String what, String master) {
    if (FlightRecorder.isInitialized()) {
      ElectionStepEvent.record(node, term, what, master);
    }
  }
}
