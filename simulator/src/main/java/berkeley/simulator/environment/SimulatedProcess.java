package berkeley.simulator.environment;

import berkeley.api.environment.EventLoop;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One process of a host: runs the events of one node, can be stopped and go on, and ends. What
 * reaches it while it is stopped waits, and happens soon after it goes on, in any order. Not safe
 * for use by several threads.
 */
public final class SimulatedProcess implements EventLoop {

  private final String name;
  private final VirtualTime time;
  private final OscillatorModel counter;
  private final LongSupplier latencyNanos;
  private final LongSupplier backlogNanos;
  private final List<Runnable> backlog = new ArrayList<>();
  private EventWatch watch = EventWatch.NONE;
  private boolean stopped;
  private boolean ended;

  /**
   * Starts a process.
   *
   * @param name the node that runs in it
   * @param time true time
   * @param counter its host's counter, from which it takes its ticks
   * @param latencyNanos draws how long an event waits for its turn
   * @param backlogNanos draws how long after it goes on an event happens that has waited
   */
  public SimulatedProcess(
      String name,
      VirtualTime time,
      OscillatorModel counter,
      LongSupplier latencyNanos,
      LongSupplier backlogNanos) {
    this.name = name;
    this.time = time;
    this.counter = counter;
    this.latencyNanos = latencyNanos;
    this.backlogNanos = backlogNanos;
  }

  /** Starts a process whose events happen at once, and which nobody stops. */
  public static SimulatedProcess prompt(String name, VirtualTime time, OscillatorModel counter) {
    return new SimulatedProcess(name, time, counter, () -> 0, () -> 0);
  }

  /** Is told of each event of a process, at the instant at which it happens. */
  public interface EventWatch {

    /** Sees nothing. */
    EventWatch NONE =
        new EventWatch() {
          @Override
          public void before() {
            // Nobody watches.
          }

          @Override
          public void after() {
            // Nobody watches.
          }
        };

    /** Sees the process just before an event. */
    void before();

    /** Sees the process just after it; it may have ended. */
    void after();
  }

  /** Sets who watches the events of this process from now on. */
  public void watchWith(EventWatch watching) {
    watch = watching;
  }

  /** Returns its host's ticks now. */
  public long ticks() {
    return counter.getAsLong();
  }

  @Override
  public void execute(Runnable event) {
    time.in(latencyNanos.getAsLong(), () -> run(event));
  }

  @Override
  public Timer at(long ticks, Runnable event) {
    PendingEvent pending = new PendingEvent(ticks, event);
    pending.await();
    return pending;
  }

  /** Runs what has reached the process now, or when it goes on. */
  public void run(Runnable event) {
    if (ended) {
      return;
    }
    if (stopped) {
      backlog.add(event);
    } else {
      watch.before();
      event.run();
      watch.after();
    }
  }

  /** Stops it, as SIGSTOP does. */
  public void stop() {
    stopped = true;
  }

  /** Lets it go on. */
  public void resume() {
    stopped = false;
    List<Runnable> late = List.copyOf(backlog);
    backlog.clear();
    late.forEach(event -> time.in(backlogNanos.getAsLong(), () -> run(event)));
  }

  /** Ends it at once, as SIGKILL does. */
  public void end() {
    ended = true;
    stopped = false;
    backlog.clear();
  }

  /** Returns whether it is stopped. */
  public boolean isStopped() {
    return stopped;
  }

  /** Returns whether it has ended. */
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public String toString() {
    return name;
  }

  /** An event that waits for the ticks to come to a value. */
  private final class PendingEvent implements Timer {
    private final long dueTicks;
    private final Runnable event;
    private boolean cancelled;

    PendingEvent(long dueTicks, Runnable event) {
      this.dueTicks = dueTicks;
      this.event = event;
    }

    private void await() {
      long missing = dueTicks - ticks();
      long wait = missing <= 0 ? 0 : (long) (missing / (1 + counter.ratio())) + 1;
      time.in(wait, this::wake);
    }

    private void wake() {
      if (!cancelled && !ended) {
        run(this::fireIfDue);
      }
    }

    private void fireIfDue() {
      if (cancelled) {
        return;
      }
      if (dueTicks - ticks() > 0) {
        await();
      } else {
        event.run();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
