package berkeley.simulator.chaos;

import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A place for one process at a time: its oscillator outlives the process, and whatever reaches the
 * process while it is stopped waits here.
 */
final class SimulatedHost {

  /** Counters of different hosts have nothing to do with one another. */
  private static final long TICKS_APART = 7_000_000_000_003L;

  private static final long CATCHING_UP_NANOS = 5_000_000;

  /** What the oscillators of sound hosts are off by, at most. */
  private static final double OFF = 20e-6;

  final int number;
  final String name;
  final HostOscillator drift;
  final OscillatorModel crystal;

  /** Masterships whose time hangs on this host's oscillator. */
  final List<MastershipRecord> tenures = new ArrayList<>();

  NodeInstance life;
  boolean paused;

  /** True time until which the whole host sleeps, its counter standing still. */
  long asleepUntil;

  private final VirtualTime time;
  private final RandomSource dice;
  private final List<Runnable> backlog = new ArrayList<>();

  SimulatedHost(int number, VirtualTime time, RandomSource dice) {
    this.number = number;
    this.name = "n" + number;
    this.time = time;
    this.dice = dice;
    this.drift = new HostOscillator(OFF * (2 * dice.unit() - 1), dice.other());
    this.crystal = new OscillatorModel(time, number * TICKS_APART, List.of(drift));
  }

  long ticks() {
    return crystal.getAsLong();
  }

  /** Has the process do something now, or when it goes on if it is stopped. */
  void run(NodeInstance of, Runnable work) {
    if (of.over) {
      return;
    }
    if (paused) {
      backlog.add(() -> run(of, work));
    } else {
      work.run();
    }
  }

  /** Lets the process go on: what has waited happens within moments, in any order. */
  void resume() {
    paused = false;
    List<Runnable> late = List.copyOf(backlog);
    backlog.clear();
    late.forEach(work -> time.in(dice.nextLong(CATCHING_UP_NANOS), work));
  }

  /** Has something happen on the process when the ticks have come to a value. */
  void at(NodeInstance of, long ticks, Runnable work) {
    long missing = ticks - ticks();
    if (missing <= 0) {
      run(of, work);
    } else {
      long wait = (long) (missing / (1 + crystal.ratio())) + 1;
      time.in(wait, () -> at(of, ticks, work));
    }
  }

  boolean isAlive() {
    return !life.over;
  }

  /** Whether it takes part at this moment. */
  boolean isUp() {
    return isAlive() && !paused;
  }

  @Override
  public String toString() {
    return name;
  }
}
