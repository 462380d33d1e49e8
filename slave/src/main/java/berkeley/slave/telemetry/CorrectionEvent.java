package berkeley.slave.telemetry;

import berkeley.api.wire.Adjustment;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A correction that this node has applied. */
@Name("berkeley.Correction")
@Label("Correction")
@Category("Berkeley")
@Description("A correction of this node's clock by its master")
@StackTrace(false)
final class CorrectionEvent extends Event {

  @Label("Node")
  String node = "";

  @Label("Master")
  String master = "";

  @Label("Term")
  long term;

  @Label("Round")
  long round;

  @Label("Delta")
  @Timespan(Timespan.NANOSECONDS)
  long delta;

  @Label("Error Bound")
  @Timespan(Timespan.NANOSECONDS)
  long errorBound;

  @Label("Round Trip")
  @Timespan(Timespan.NANOSECONDS)
  long rtt;

  private CorrectionEvent() {}

  /** Records a correction, if anybody wants to know. */
  static void record(String node, Adjustment applied) {
    CorrectionEvent event = new CorrectionEvent();
    if (!event.isEnabled()) {
      return;
    }
    event.node = node;
    event.master = applied.master();
    event.term = applied.term();
    event.round = applied.round();
    event.delta = applied.deltaNanos();
    event.errorBound = applied.errorBoundNanos();
    event.rtt = applied.rttNanos();
    event.commit();
  }
}
