package berkeley.simulator.chaos;

import static java.util.Objects.requireNonNull;

import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place for one process at a time: its oscillator outlives the process. */
final class SimulatedHost {

  /** Counters of different hosts have nothing to do with one another. */
  private static final long TICKS_APART = 7_000_000_000_003L;

  final int number;
  final String name;
  final HostRole role;
  final HostOscillator drift;
  final OscillatorModel counter;

  /** Masterships whose time hangs on this host's oscillator. */
  final List<MastershipRecord> masterships = new ArrayList<>();

  private @Nullable NodeInstance life;

  /** True time until which the whole host sleeps, its counter standing still. */
  long asleepUntil;

  /** By how much its wall clock has been set wrong. */
  long wallOffsetNanos;

  /** Whether no process will be started here again. */
  boolean retired;

  SimulatedHost(int number, HostRole role, HostOscillator drift, VirtualTime time) {
    this.number = number;
    this.name = (role == HostRole.PARENT ? "p" : "n") + number;
    this.role = role;
    this.drift = drift;
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

  /** Begins another life here, running or not; each host has one before anything happens. */
  void begin(NodeInstance next) {
    life = next;
  }

  /** Returns the newest life, which may be over. */
  NodeInstance life() {
    return requireNonNull(life);
  }

  /** Returns whether this is the newest life here. */
  boolean isWhere(NodeInstance one) {
    return life == one;
  }

  boolean isAlive() {
    return !life().isOver();
  }

  /** Returns whether its clock does what no clock may, or its node's does on account of that. */
  boolean isBroken() {
    return drift.isFaulty() || (isAlive() && life().clockFaulty);
  }

  /** Returns whether it knows cluster time, by a clock that keeps its limits. */
  boolean isSoundAndKnows() {
    return !isBroken() && isAlive() && life().clock.view().isShown();
  }

  /** Returns whether it takes part at this moment. */
  boolean isUp() {
    return isAlive() && !life().process.isStopped();
  }

  /** Returns whether its node takes part in choosing a master, of whichever level. */
  boolean isElectable() {
    return role == HostRole.ELECTABLE || role == HostRole.PARENT;
  }

  @Override
  public String toString() {
    return name;
  }
}
