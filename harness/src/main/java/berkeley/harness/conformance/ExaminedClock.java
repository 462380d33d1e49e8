package berkeley.harness.conformance;

import berkeley.api.environment.Probe;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock under examination: reads it, corrects it, and waits. For one thread. */
final class ExaminedClock {

  private static final int SAMPLES = 8;
  private static final long LIMIT_NANOS = 2_000_000_000L;

  private final String name;
  private final ClockRemote clock;
  private final LongSupplier ticks;
  private final Pause pause;
  private final Burst burst;

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    /** Waits for so long. */
    void nanos(long nanos) throws InterruptedException;
  }

  /**
   * A reading of the clock.
   *
   * @param ticks this host's, in the middle of the call
   * @param nanos what it answered
   * @param rttNanos how long the call took
   */
  record Look(long ticks, long nanos, long rttNanos) {

    /** Returns how far the clock is ahead of the ticks. */
    long offset() {
      return nanos - ticks;
    }
  }

  ExaminedClock(String name, ClockRemote clock, LongSupplier ticks, Pause pause) {
    this.name = name;
    this.clock = clock;
    this.ticks = ticks;
    this.pause = pause;
    this.burst = new Burst(ticks);
  }

  String name() {
    return name;
  }

  ClockRemote remote() {
    return clock;
  }

  long ticks() {
    return ticks.getAsLong();
  }

  void pause(long nanos) throws InterruptedException {
    pause.nanos(nanos);
  }

  /** Reads it some times, and returns the quickest reading. */
  Look look() throws ProbeFailedException {
    return readings(SAMPLES).stream().min(Comparator.comparingLong(Look::rttNanos)).orElseThrow();
  }

  /** Reads it so many times, one reading after the other. */
  List<Look> readings(int samples) throws ProbeFailedException {
    return burst.probe(name, clock, samples, ticks() + LIMIT_NANOS).stream()
        .map(ExaminedClock::look)
        .toList();
  }

  private static Look look(Probe probe) {
    return new Look(
        probe.sentTicks() + probe.rttNanos() / 2, probe.remoteNanos(), probe.rttNanos());
  }

  /** Sends it a correction; throws what it throws. */
  void adjust(Adjustment adjustment) throws RemoteException {
    RemoteCall.run(ticks() + LIMIT_NANOS, name, () -> clock.adjust(adjustment));
  }
}
