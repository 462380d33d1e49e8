package berkeley.slave.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of an election, as this node sees it. */
@Name("berkeley.Election")
@Label("Election")
@Category("Berkeley")
@Description("This node was elected, stepped down, follows a master or misses it")
@StackTrace(false)
final class ElectionStepEvent extends Event {

  @Label("Node")
  String node = "";

  @Label("Term")
  long term;

  @Label("What")
  String what = "";

  @Label("Master")
  String master = "";

  private ElectionStepEvent() {}

  /**
   * Records a step, if anybody wants to know.
   *
   * @param what ELECTED, STEPPED_DOWN, FOLLOWING or MASTER_SILENT
   * @param master whom it is about
   */
  static void record(String node, long term, String what, String master) {
    ElectionStepEvent event = new ElectionStepEvent();
    if (event.isEnabled()) {
      event.node = node;
      event.term = term;
      event.what = what;
      event.master = master;
      event.commit();
    }
  }
}
