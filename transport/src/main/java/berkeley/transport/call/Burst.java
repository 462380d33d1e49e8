package berkeley.transport.call;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.log.LogText;
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
 * for others to choose: commonly that of the smallest round trip (F. Cristian, Probabilistic clock
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

  /**
   * One clock could not be read in time.
   *
   * <p>The message is one line, safe to log: a member chooses the text of what it throws, so
   * control characters are taken out and it is cut to {@value #MAX_REASON_LENGTH} characters. The
   * cause is kept as it came.
   */
  public static final class ProbeFailedException extends Exception {

    /** The longest reason, in characters. */
    public static final int MAX_REASON_LENGTH = LogText.MAX_LENGTH;

    private static final long serialVersionUID = 1L;

    /** Creates a failure without a cause; the reason is cut. */
    public ProbeFailedException(String reason) {
      super(LogText.cut(reason));
    }

    /** Creates a failure with its cause, which the reason tells too. */
    public ProbeFailedException(String what, Throwable cause) {
      super(LogText.cut(what + ": " + LogText.of(cause)), cause);
    }

    /** Returns why, in one line. */
    public String reason() {
      return requireNonNull(getMessage()); // both constructors give one
    }
  }

  private final LongSupplier ticks;

  /**
   * Creates bursts by the given counter.
   *
   * @param ticks this host's ticks, see {@link berkeley.transport.ticks.HostTicks}
   */
  public Burst(LongSupplier ticks) {
    this.ticks = ticks;
  }

  /**
   * Makes one discarded call, then {@code samples} probes, or as many as the deadline allows.
   *
   * @param node the name of the node, which it must prove where TLS is on; {@link
   *     RemoteCall#ANYONE} for whoever answers
   * @param clock the clock to read
   * @param samples how many probes, 1 to {@value #MAX_SAMPLES}. More find a smaller round trip and
   *     cost some 0.3 ms of processor time each
   * @param deadlineTicks when to stop, in ticks
   * @return the probes in the order made, at least one
   * @throws ProbeFailedException if a call failed before the deadline, in whatever way; if another
   *     node answers; or if the deadline came before the first probe
   * @throws IllegalArgumentException if {@code samples} is out of its range
   */
  public List<Probe> probe(String node, ClockRemote clock, int samples, long deadlineTicks)
      throws ProbeFailedException {
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "samples: %d is not in 1..%d".formatted(samples, MAX_SAMPLES));
    }
    return probe(node, clock, BurstLength.fixed(samples), deadlineTicks);
  }

  /**
   * Makes one discarded call, then probes until the burst is long enough or the deadline near.
   *
   * @throws ProbeFailedException as above
   */
  public List<Probe> probe(String node, ClockRemote clock, BurstLength length, long deadlineTicks)
      throws ProbeFailedException {
    try (RemoteCall call = RemoteCall.begin(deadlineTicks, node)) {
      List<Probe> probes = new ArrayList<>(length.most());
      fill(probes, length, clock, call);
      if (probes.isEmpty()) {
        throw new ProbeFailedException("the deadline passed before the first probe");
      }
      return List.copyOf(probes);
    }
  }

  private void fill(List<Probe> probes, BurstLength length, ClockRemote clock, RemoteCall call)
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
        Probe probe = once(clock, call);
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

  private Probe once(ClockRemote clock, RemoteCall call) throws RemoteException {
    call.clearStamps();
    long before = ticks.getAsLong();
    long remote = clock.getTime();
    long after = ticks.getAsLong();
    return call.stamped()
        ? new Probe(call.sentTicks(), call.receivedTicks(), remote)
        : new Probe(before, after, remote);
  }

  private boolean passed(long deadlineTicks) {
    return deadlineTicks - ticks.getAsLong() <= 0;
  }
}
