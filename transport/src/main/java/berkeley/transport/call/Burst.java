package berkeley.transport.call;

import berkeley.api.environment.BurstLength;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Reads a remote clock several times in quick succession.
 *
 * <p>Problem: the first call after a pause pays for connecting or for RMI's ping, and for waking up
 * at both ends, which biases it.
 *
 * <p>Idea: throw the first one away and take the rest back to back, each stamped by the sockets
 * (see {@link RemoteCall}); where they left no stamps (the application's own socket factory, a
 * clock in this process), the ticks round the call stand in. Which of the probes is the best one is
 * for others to say: commonly that of the smallest round trip (F. Cristian, Probabilistic clock
 * synchronization, Distributed Computing 3, 1989).
 *
 * <p>Limits: a path that is slower one way than the other shows in no probe; a deadline is kept by
 * {@link TimedSocketFactory}, so where that is not in force a call can outlast it.
 *
 * <p>Safe for any number of threads; each burst runs on the thread that asks for it.
 */
public final class Burst {

  /** The largest number of probes in one burst. */
  public static final int MAX_SAMPLES = 1024;

  private final LongSupplier ticks;

  /**
   * Bursts by the given counter.
   *
   * @param ticks this host's ticks, {@code System::nanoTime} outside tests
   */
  public Burst(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /**
   * One discarded call, then {@code samples} probes, or as many as the deadline allows.
   *
   * @param clock the clock to read
   * @param samples how many probes, 1 to {@value #MAX_SAMPLES}. More find a smaller round trip and
   *     cost some 0.3 ms of processor time each
   * @param deadlineTicks when to stop, in ticks
   * @return the probes in the order made, at least one
   * @throws ProbeFailedException if a call failed before the deadline, in whatever way; or if the
   *     deadline came before the first probe
   * @throws IllegalArgumentException if {@code samples} is out of its range
   */
  public List<RawProbe> probe(ClockRemote clock, int samples, long deadlineTicks)
      throws ProbeFailedException {
    return probe("", clock, samples, deadlineTicks);
  }

  /**
   * The same, of a node that must prove its name where TLS is on.
   *
   * @param node its name; empty for whoever answers
   * @throws ProbeFailedException also if another answers
   */
  public List<RawProbe> probe(String node, ClockRemote clock, int samples, long deadlineTicks)
      throws ProbeFailedException {
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "samples: %d is not in 1..%d".formatted(samples, MAX_SAMPLES));
    }
    return probe(node, clock, BurstLength.fixed(samples), deadlineTicks);
  }

  /**
   * The same for a burst whose length depends on what it finds.
   *
   * @throws ProbeFailedException as above
   */
  public List<RawProbe> probe(
      String node, ClockRemote clock, BurstLength length, long deadlineTicks)
      throws ProbeFailedException {
    try (RemoteCall call = RemoteCall.begin(deadlineTicks, node)) {
      List<RawProbe> probes = new ArrayList<>(length.most());
      fill(probes, length, clock, call);
      if (probes.isEmpty()) {
        throw new ProbeFailedException("the deadline passed before the first probe");
      }
      return List.copyOf(probes);
    }
  }

  private void fill(List<RawProbe> probes, BurstLength length, ClockRemote clock, RemoteCall call)
      throws ProbeFailedException {
    try {
      if (!passed(call.deadlineTicks())) {
        clock.getTime();
      }
      // One that would not be back in time is not begun: the burst must not be late with the rest.
      long last = 0;
      long best = Long.MAX_VALUE;
      while (!length.isReached(probes.size(), best) && !passed(call.deadlineTicks() - last)) {
        long begin = ticks.getAsLong();
        RawProbe probe = once(clock, call);
        probes.add(probe);
        best = Math.min(best, probe.rttNanos());
        last = ticks.getAsLong() - begin;
      }
    } catch (RemoteException e) {
      if (probes.isEmpty() || !passed(call.deadlineTicks())) {
        throw new ProbeFailedException("the call failed", e);
      }
      // Cut short by its own deadline: what was read until then counts.
    } catch (Exception | Error e) {
      // A hostile answer can also end in an Error here: a StackOverflowError in reading it, say.
      throw new ProbeFailedException("the clock threw", e);
    }
  }

  private RawProbe once(ClockRemote clock, RemoteCall call) throws RemoteException {
    call.clearStamps();
    long before = ticks.getAsLong();
    long remote = clock.getTime();
    long after = ticks.getAsLong();
    return call.stamped()
        ? new RawProbe(call.sentTicks(), call.receivedTicks(), remote)
        : new RawProbe(before, after, remote);
  }

  private boolean passed(long deadlineTicks) {
    return deadlineTicks - ticks.getAsLong() <= 0;
  }
}
