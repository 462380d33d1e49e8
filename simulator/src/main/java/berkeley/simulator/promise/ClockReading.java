package berkeley.simulator.promise;

import java.util.Objects;

/**
 * One reading of one node's clock.
 *
 * <p>What the node says may be anything; it is judged and never refused. Node times and edges are
 * nanoseconds since the Unix epoch, and {@link #NONE} where the node gives none. A node that is
 * meant to run and cannot be read is reported with neither time nor interval.
 *
 * @param beforeNanos the observer's true time just before the call
 * @param afterNanos the observer's true time just after it, the same in virtual time
 * @param life whose clock was read
 * @param epoch the node's epoch, 0 where the protocol has none
 * @param ticksNanos the node's raw counter at the reading
 * @param timeNanos node time
 * @param earliestNanos the lowest that cluster time can be, says the node
 * @param latestNanos the highest that cluster time can be, says the node
 * @param state the node's state
 * @param mastership that which corrected the node last
 * @param rateLimitPpb by how much node time may run faster or slower than the ticks, frequency and
 *     slew together, as the node declares it, in parts per billion; 0 or more
 * @param steps how many steps forward, after a sleep, the node has counted
 */
public record ClockReading(
    long beforeNanos,
    long afterNanos,
    NodeLife life,
    long epoch,
    long ticksNanos,
    long timeNanos,
    long earliestNanos,
    long latestNanos,
    ClockState state,
    MasterTerm mastership,
    long rateLimitPpb,
    long steps)
    implements Observation {

  /** Stands for a time or an edge that the node does not give. */
  public static final long NONE = Long.MIN_VALUE;

  /** Checks the order of the two instants. */
  public ClockReading {
    Objects.requireNonNull(life, "life");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(mastership, "mastership");
    if (beforeNanos > afterNanos) {
      throw new IllegalArgumentException(
          "the reading begins at %d ns and ends at %d ns".formatted(beforeNanos, afterNanos));
    }
  }

  @Override
  public long endNanos() {
    return afterNanos;
  }

  /** Returns whether the reading has a node time. */
  public boolean hasTime() {
    return timeNanos != NONE;
  }

  /** Returns whether the reading has both edges, in whatever order. */
  public boolean hasInterval() {
    return earliestNanos != NONE && latestNanos != NONE;
  }

  /** Returns latest minus earliest, in nanoseconds; of no meaning without an interval. */
  public long widthNanos() {
    return SaturatingMath.subtract(latestNanos, earliestNanos);
  }

  /**
   * Begins a reading of a node, at one instant of true time, of a newcomer that says nothing.
   *
   * @param trueNanos the instant
   * @param life whose clock was read
   */
  public static Builder of(long trueNanos, NodeLife life) {
    return of(trueNanos, trueNanos, life);
  }

  /**
   * Begins a reading of a node, between two instants of true time, of a newcomer that says nothing.
   *
   * @param beforeNanos just before the call
   * @param afterNanos just after it
   * @param life whose clock was read
   */
  public static Builder of(long beforeNanos, long afterNanos, NodeLife life) {
    return new Builder(beforeNanos, afterNanos, life);
  }

  /** Collects what a node said. */
  public static final class Builder {

    private final long beforeNanos;
    private final long afterNanos;
    private final NodeLife life;
    private long epoch;
    private long ticksNanos;
    private long timeNanos = NONE;
    private long earliestNanos = NONE;
    private long latestNanos = NONE;
    private ClockState state = ClockState.NEWCOMER;
    private MasterTerm mastership = MasterTerm.NONE;
    private long rateLimitPpb;
    private long steps;

    private Builder(long beforeNanos, long afterNanos, NodeLife life) {
      this.beforeNanos = beforeNanos;
      this.afterNanos = afterNanos;
      this.life = life;
    }

    /** Sets the epoch. */
    public Builder epoch(long value) {
      epoch = value;
      return this;
    }

    /** Sets ticks and node time, in nanoseconds. */
    public Builder time(long ticks, long time) {
      ticksNanos = ticks;
      timeNanos = time;
      return this;
    }

    /** Sets the two edges, in nanoseconds since the Unix epoch. */
    public Builder interval(long earliest, long latest) {
      earliestNanos = earliest;
      latestNanos = latest;
      return this;
    }

    /** Sets the state, and the mastership that corrected the node last. */
    public Builder state(ClockState value, MasterTerm by) {
      state = value;
      mastership = by;
      return this;
    }

    /** Sets the declared limit of node time's rate against the ticks, in parts per billion. */
    public Builder rateLimitPpb(long value) {
      rateLimitPpb = value;
      return this;
    }

    /** Sets how many steps forward were counted. */
    public Builder steps(long value) {
      steps = value;
      return this;
    }

    /** Returns the reading. */
    public ClockReading build() {
      return new ClockReading(
          beforeNanos,
          afterNanos,
          life,
          epoch,
          ticksNanos,
          timeNanos,
          earliestNanos,
          latestNanos,
          state,
          mastership,
          rateLimitPpb,
          steps);
    }
  }
}
