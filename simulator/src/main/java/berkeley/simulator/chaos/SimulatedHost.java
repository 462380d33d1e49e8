package berkeley.simulator.chaos;

import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;

/** A place for one process at a time: its oscillator outlives the process. */
final class SimulatedHost {

  /** Counters of different hosts have nothing to do with one another. */
  private static final long TICKS_APART = 7_000_000_000_003L;

  /** What the oscillators of sound hosts are off by, at most. */
  private static final double OFF = 20e-6;

  final int number;
  final String name;
  final HostOscillator drift;
  final OscillatorModel counter;

  /** Masterships whose time hangs on this host's oscillator. */
  final List<MastershipRecord> masterships = new ArrayList<>();

  NodeInstance life;

  /** True time until which the whole host sleeps, its counter standing still. */
  long asleepUntil;

  SimulatedHost(int number, VirtualTime time, RandomSource random) {
    this.number = number;
    this.name = "n" + number;
    this.drift = new HostOscillator(OFF * (2 * random.unit() - 1), random.other());
    this.counter = new OscillatorModel(time, number * TICKS_APART, List.of(drift));
  }

  /** Makes its oscillator worse from the next whole second on, whoever reads it meanwhile. */
  void driftBy(double ratio) {
    counter.ratio();
    drift.fault(ratio);
  }

  long ticks() {
    return counter.getAsLong();
  }

  boolean isAlive() {
    return !life.isOver();
  }

  /** Returns whether it takes part at this moment. */
  boolean isUp() {
    return isAlive() && !life.process.isStopped();
  }

  @Override
  public String toString() {
    return name;
  }
}
