package berkeley.slave.telemetry;

import berkeley.api.NodeState;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of the state of this node's clock. */
@Name("berkeley.State")
@Label("State")
@Category("Berkeley")
@Description("How far this node's clock can be trusted has changed")
@StackTrace(false)
final class StateEvent extends Event {

  @Label("Node")
  String node = "";

  @Label("Term")
  long term;

  @Label("From")
  String from = "";

  @Label("To")
  String to = "";

  private StateEvent() {}

  /** Records a change, if anybody wants to know. */
  static void record(String node, long term, NodeState from, NodeState to) {
    StateEvent event = new StateEvent();
    if (event.isEnabled()) {
      event.node = node;
      event.term = term;
      event.from = from.name();
      event.to = to.name();
      event.commit();
    }
  }
}
