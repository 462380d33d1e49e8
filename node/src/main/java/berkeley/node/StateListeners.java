package berkeley.node;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners of changes of state, in order, on a given executor, which must run one task
 * after the other. Listeners are added and removed by any thread; changes are noticed on the node's
 * loop alone.
 */
final class StateListeners {

  private static final Logger LOG = LoggerFactory.getLogger(StateListeners.class);

  private final List<ClockListener> listeners = new CopyOnWriteArrayList<>();
  private final Executor executor;
  private NodeState known = NodeState.NEWCOMER;

  StateListeners(Executor executor) {
    this.executor = executor;
  }

  void add(ClockListener listener) {
    listeners.add(listener);
  }

  void remove(ClockListener listener) {
    listeners.remove(listener);
  }

  /** Notifies the listeners if the state differs from the one before. */
  void notice(NodeState now) {
    if (now == known) {
      return;
    }
    NodeState before = known;
    known = now;
    if (!listeners.isEmpty()) {
      executor.execute(() -> tell(before, now));
    }
  }

  private void tell(NodeState before, NodeState after) {
    for (ClockListener listener : listeners) {
      try {
        listener.stateChanged(before, after);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed at {} -> {}", before, after, e);
      }
    }
  }
}
