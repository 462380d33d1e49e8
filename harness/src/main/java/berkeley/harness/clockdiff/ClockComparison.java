package berkeley.harness.clockdiff;

import berkeley.api.environment.Probe;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares two clocks by reading them in turn, in bursts as a master does. The first calls are
 * discarded, since they load classes on both sides. For one thread.
 */
public final class ClockComparison {

  private static final int WARM_UP_CALLS = 50;
  private static final int BURST = 2;

  private final Burst burst = new Burst(HostTicks::now);
  private final int turns;
  private final Duration limit;

  /**
   * Creates a comparison.
   *
   * @param turns how many bursts of each clock, 1 or more
   * @param limit how long all readings together may take
   */
  public ClockComparison(int turns, Duration limit) {
    this.turns = turns;
    this.limit = limit;
  }

  /**
   * One of the clocks.
   *
   * @param id its name in error lines
   * @param peer the name that it must prove where TLS is on; empty for this process's own
   * @param clock the clock
   */
  public record Named(String id, String peer, ClockRemote clock) {}

  /** A clock that could not be read, and why. */
  public static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String id;

    private Unreadable(String id, ProbeFailedException cause) {
      super(id, cause);
      this.id = id;
    }

    /** Returns its name. */
    public String id() {
      return id;
    }
  }

  /**
   * Compares two clocks.
   *
   * @throws Unreadable if one of them fails or does not answer within the limit
   */
  public ComparisonResult compare(Named one, Named other) throws Unreadable {
    long deadline = HostTicks.now() + limit.toNanos();
    read(one, WARM_UP_CALLS, deadline);
    read(other, WARM_UP_CALLS, deadline);
    List<Probe> first = new ArrayList<>();
    List<Probe> second = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      first.addAll(read(one, BURST, deadline));
      second.addAll(read(other, BURST, deadline));
    }
    return ComparisonResult.of(first, second);
  }

  private List<Probe> read(Named clock, int samples, long deadline) throws Unreadable {
    try {
      return burst.probe(clock.peer(), clock.clock(), samples, deadline);
    } catch (ProbeFailedException e) {
      throw new Unreadable(clock.id(), e);
    }
  }
}
