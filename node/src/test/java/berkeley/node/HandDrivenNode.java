package berkeley.node;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.Statement;
import berkeley.node.clock.ErrorBound;
import berkeley.node.clock.ManualTicks;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.NewestServo;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node in virtual time: its ticks stand still until a test lets them pass. */
public final class HandDrivenNode implements AutoCloseable {

  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;

  /** How long before it notices that its master is silent. */
  static final long HOLDOVER_AFTER = 2_500 * MS;

  static final long PID = 4711;
  static final long EPOCH = 77;

  /** How long after its publication a course takes effect. */
  static final long KNEE = 200_000;

  final ManualTicks ticks = new ManualTicks(1_000 * SECOND);
  final NodeClock clock;
  public final NodeCore core;
  private final ExecutorService listeners = Executors.newSingleThreadExecutor();
  private long round;

  public HandDrivenNode() {
    clock =
        new NodeClock(
            new SteeredClock(ticks::getAsLong, 0),
            new Discipline(ClockLimits.UNSTEERED, new NewestServo()),
            Duration.ofNanos(HOLDOVER_AFTER),
            listeners);
    core = new NodeCore("n", 42, PID, clock, CorrectionListener.NONE, new Random(7));
  }

  /** Makes it lead without a lease that ends. */
  public void lead(long term) {
    lead(term, ErrorBound.FOR_GOOD_NANOS, false);
  }

  /**
   * Makes it lead.
   *
   * @param leaseNanos how long its lease lasts from now on
   * @param keptItsRate whether it is certain that cluster time kept its rate
   */
  void lead(long term, long leaseNanos, boolean keptItsRate) {
    core.leadFrom(
        new Reign(term, "n", ticks.getAsLong() + leaseNanos, ErrorBound.FOR_GOOD_NANOS, false),
        keptItsRate);
  }

  /** Corrects the node, by master "m" of term 1; in 1 ms the correction has taken effect. */
  public void correct(long delta) {
    correct(delta, 10_000);
  }

  public void correct(long delta, long errorBound) {
    Adjustment adjustment = adjustment(delta, errorBound);
    ticks.pass(MS - KNEE);
    core.adjust(adjustment);
    ticks.pass(KNEE);
  }

  /** Corrects the node as a master does that promises to keep cluster time's rate. */
  void correctSteadily(long delta, long errorBound, long phase, long goodFor) {
    Adjustment adjustment =
        adjustment(delta, errorBound).with(1, new Statement(EPOCH, phase, goodFor, true));
    ticks.pass(MS - KNEE);
    core.adjust(adjustment);
    ticks.pass(KNEE);
  }

  /** Returns the next round's correction, computed from the node's present time. */
  public Adjustment adjustment(long delta, long errorBound) {
    return new Adjustment(delta, errorBound, core.nodeTime(), 1, ++round, 2 * errorBound, "m");
  }

  /** Lets the clock's beat notice whatever silence has become. */
  public void pass(long nanos) {
    ticks.pass(nanos);
    clock.noticeState();
  }

  @Override
  public void close() {
    listeners.shutdown();
  }
}
