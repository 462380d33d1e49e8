package berkeley.slave;

import berkeley.api.Adjustment;
import berkeley.slave.clock.Oscillator;
import berkeley.slave.clock.SteeredClock;
import berkeley.slave.clock.Ticks;
import berkeley.slave.discipline.Discipline;
import berkeley.slave.discipline.DisciplineSettings;
import berkeley.slave.discipline.NewestServo;
import java.time.Duration;

/** A node in virtual time: its ticks stand still until a test lets them pass. */
final class VirtualNode implements AutoCloseable {

  static final long MS = 1_000_000;
  static final long SECOND = 1_000 * MS;

  /** How long before it notices that its master is silent. */
  static final long PATIENCE = 2_500 * MS;

  final Ticks ticks = new Ticks(1_000 * SECOND);
  final NodeClock clock;
  final NodeCore core;
  private long round;

  VirtualNode() {
    this(Oscillator.PERFECT, 0);
  }

  VirtualNode(Oscillator oscillator, long startNanos) {
    clock =
        new NodeClock(
            new SteeredClock(ticks, oscillator, startNanos),
            new Discipline(DisciplineSettings.DEFAULT, new NewestServo()),
            Duration.ofNanos(PATIENCE));
    core = new NodeCore("n", 42, clock);
  }

  /** Master "m" of term 1 finds the node off by so much, now; the correction takes 1 ms. */
  void correct(long delta) {
    correct(delta, 10_000);
  }

  void correct(long delta, long errorBound) {
    Adjustment adjustment = adjustment(delta, errorBound);
    ticks.pass(MS);
    core.adjust(adjustment);
  }

  /** The next round's correction, computed from what the node shows now. */
  Adjustment adjustment(long delta, long errorBound) {
    return new Adjustment(delta, errorBound, core.nodeTime(), 1, ++round, 2 * errorBound, "m");
  }

  /** Lets the clock's beat notice whatever silence has become. */
  void pass(long nanos) {
    ticks.pass(nanos);
    clock.noticeState();
  }

  @Override
  public void close() {
    clock.close();
  }
}
