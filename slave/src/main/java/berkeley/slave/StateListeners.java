package berkeley.slave;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of changes of state, in order, on one thread that does nothing else and that
 * exists only while there is something to tell.
 */
final class StateListeners {

  private static final Logger LOG = LoggerFactory.getLogger(StateListeners.class);

  private final List<ClockListener> listeners = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor teller;
  private NodeState known = NodeState.NEWCOMER;

  StateListeners() {
    teller =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "berkeley-listeners");
              thread.setDaemon(true);
              return thread;
            });
    teller.allowCoreThreadTimeOut(true);
    teller.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  void add(ClockListener listener) {
    listeners.add(listener);
  }

  void remove(ClockListener listener) {
    listeners.remove(listener);
  }

  /** Tells a change, if it is one. */
  synchronized void notice(NodeState now) {
    if (now == known) {
      return;
    }
    NodeState before = known;
    known = now;
    if (!listeners.isEmpty()) {
      teller.execute(() -> tell(before, now));
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

  void close() {
    teller.shutdown();
  }
}
