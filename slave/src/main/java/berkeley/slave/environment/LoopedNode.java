package berkeley.slave.environment;

import berkeley.api.environment.EventLoop;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.master.TimeOrderHandler;
import berkeley.node.NodeService;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A node, for callers on any thread: hands each question to the node's loop and waits for the
 * answer. Reading the time alone does not enter the loop.
 */
public final class LoopedNode implements NodeService {

  /** Longer than any caller waits. */
  private static final long LIMIT_MILLIS = 2_000;

  private final NodeService node;
  private final EventLoop loop;

  /**
   * Stands before a node.
   *
   * @param node the node, for its loop alone
   * @param loop its loop
   */
  public LoopedNode(NodeService node, EventLoop loop) {
    this.node = node;
    this.loop = loop;
  }

  /**
   * Runs something on a loop and waits for it.
   *
   * @param <T> what it returns
   * @param loop runs it
   * @param question what to run
   * @return what it returned
   * @throws IllegalStateException if its turn has not come in time: then it is not done at all; or
   *     if it has begun in time and has not ended long after: then it may be done yet
   */
  public static <T> T on(EventLoop loop, Callable<T> question) {
    return on(loop, question, LIMIT_MILLIS, LIMIT_MILLIS);
  }

  /** Waits for its turn, and once it has begun for its end. */
  static <T> T on(EventLoop loop, Callable<T> question, long turnMillis, long endMillis) {
    AwaitedEvent<T> event = new AwaitedEvent<>(question);
    loop.execute(event);
    try {
      return event.await(turnMillis, endMillis);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          event.isWithdrawn()
              ? "the node is busy or closed: not done"
              : "the node takes too long: begun, and perhaps still to be done",
          e);
    } catch (InterruptedException e) {
      boolean isWithdrawn = event.withdraw();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          isWithdrawn
              ? "interrupted while waiting for the node: not done"
              : "interrupted while the node was at it: perhaps done",
          e);
    } catch (ExecutionException e) {
      throw asUnchecked(e);
    }
  }

  /** An event that is either begun by the loop or withdrawn by who waits for it. */
  private static final class AwaitedEvent<T> extends FutureTask<T> {

    private enum Progress {
      WAITING,
      BEGUN,
      WITHDRAWN
    }

    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);

    AwaitedEvent(Callable<T> question) {
      super(question);
    }

    @Override
    public void run() {
      if (progress.compareAndSet(Progress.WAITING, Progress.BEGUN)) {
        super.run();
      }
    }

    T await(long turnMillis, long endMillis)
        throws InterruptedException, ExecutionException, TimeoutException {
      try {
        return get(turnMillis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (withdraw()) {
          throw e;
        }
        return get(endMillis, TimeUnit.MILLISECONDS);
      }
    }

    /** Takes it back unless it has begun; returns whether it is taken back. */
    boolean withdraw() {
      return progress.compareAndSet(Progress.WAITING, Progress.WITHDRAWN) || isWithdrawn();
    }

    boolean isWithdrawn() {
      return progress.get() == Progress.WITHDRAWN;
    }
  }

  private static RuntimeException asUnchecked(ExecutionException failed) {
    Throwable cause = failed.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  private void run(Runnable work) {
    on(
        loop,
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  @Override
  public long nodeTime() {
    return node.nodeTime();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    run(() -> node.adjust(adjustment));
  }

  @Override
  public NodeStatus status() {
    return on(loop, node::status);
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return on(loop, () -> node.rounds(afterTerm, afterRound));
  }

  @Override
  public Adjustment push(PushedReading reading) {
    return on(loop, () -> node.push(reading));
  }

  @Override
  public TimeOrderHandler orders() {
    return new TimeOrderHandler() {
      @Override
      public TimeOrder setTime(long changeNanos) {
        return on(loop, () -> node.orders().setTime(changeNanos));
      }

      @Override
      public TimeOrder timeOrder() {
        return on(loop, () -> node.orders().timeOrder());
      }

      @Override
      public void roundNow() {
        run(() -> node.orders().roundNow());
      }
    };
  }
}
