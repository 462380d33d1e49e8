package berkeley.master;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import java.time.Duration;

/**
 * The execution of an operator's order to set the time, decided round by round.
 *
 * <p><b>Problem.</b> Node time may never run backwards, and a member's bound says how far cluster
 * time can be. It rests on cluster time keeping its rate, and a member that has not heard of an
 * order would go on believing that.
 *
 * <p><b>Idea.</b> Cluster time is not stepped but runs faster or slower for a while, by a declared
 * rate, either way alike. First the promise that it keeps its rate is no longer given. Once all
 * that was given before has run out, whether its holders have heard of the order or not, cluster
 * time begins to move. So no member, and nobody between, can keep an order from beginning. When it
 * is there, a new phase begins with such promises. See docs/decisions/0014-setting-the-time.md.
 *
 * <p>Not safe for use by several threads.
 */
public final class TimeOrderExecution {

  /** How much faster or slower cluster time runs under an order, in parts per million. */
  public static final double RATE_PPM = ClockLimits.MAX_CLUSTER_SLEW_PPM;

  /** An order that would take longer is refused. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private final long term;
  private final long waitNanos;
  private Phase phase = Phase.NONE;
  private long announcedTicks;
  private long changeNanos;
  private long leftNanos;

  /**
   * Creates the execution of the given mastership, without an order yet.
   *
   * @param term the mastership
   * @param waitNanos for how long a promise is good at most, by the master's counter
   */
  public TimeOrderExecution(long term, long waitNanos) {
    this.term = term;
    this.waitNanos = waitNanos;
  }

  /**
   * What one round does about the order.
   *
   * @param underWay whether an order is; the vote moves nobody then
   * @param ownDeltaNanos what is added to cluster time from now on, slewing; 0 to go on as it is
   *     where {@code moving}, and otherwise to stay where it is
   * @param moving whether cluster time moves by the order
   */
  public record Plan(boolean underWay, long ownDeltaNanos, boolean moving) {

    /** The plan without an order. */
    public static final Plan NONE = new Plan(false, 0, false);
  }

  /**
   * Accepts an order, in place of one that may be under way. Whoever calls this announces it.
   *
   * @param change what to add to cluster time, in nanoseconds
   * @param nowTicks the master's ticks
   * @throws IllegalArgumentException if it would take longer than {@link #LONGEST}
   */
  public TimeOrder accept(long change, long nowTicks) {
    double seconds = Math.abs((double) change) / (RATE_PPM * 1e-6) * 1e-9;
    if (seconds > LONGEST.toSeconds()) {
      throw new IllegalArgumentException(
          "%s at %.0f ppm would take %.1f days, longer than one; the most is %s"
              .formatted(
                  NanosMath.text(change), RATE_PPM, seconds / 86_400, NanosMath.text(mostNanos())));
    }
    boolean isMoving = phase == Phase.MOVING;
    phase = Phase.ANNOUNCED;
    // What was promised before an order that moves already has run out long ago.
    announcedTicks = isMoving ? nowTicks - waitNanos : nowTicks;
    changeNanos = change;
    leftNanos = change;
    return status();
  }

  /** Returns the largest change that an order can ask for, either way. */
  public static long mostNanos() {
    return Math.round(LONGEST.toNanos() * (RATE_PPM * 1e-6));
  }

  /**
   * Plans a round that begins now.
   *
   * @param nowTicks the master's ticks
   * @param left how far cluster time still is from where it was last told to go; 0 if it is there
   */
  public Plan begin(long nowTicks, long left) {
    if (phase == Phase.ANNOUNCED && nowTicks - announcedTicks >= waitNanos) {
      if (changeNanos != 0) {
        phase = Phase.MOVING;
        return new Plan(true, changeNanos, true);
      }
      phase = Phase.DONE;
    } else if (phase == Phase.MOVING) {
      leftNanos = left;
      if (left != 0) {
        return new Plan(true, 0, true);
      }
      phase = Phase.DONE;
    }
    return new Plan(underWay(), 0, false);
  }

  /** Returns whether an order is under way. */
  public boolean underWay() {
    return phase == Phase.ANNOUNCED || phase == Phase.MOVING;
  }

  /** Returns how far the order has come. */
  public TimeOrder status() {
    double rate = phase == Phase.NONE ? 0 : RATE_PPM;
    String reason =
        phase == Phase.ANNOUNCED
            ? "what was said of the rate of cluster time has to run out, %s at most"
                .formatted(NanosMath.text(waitNanos))
            : "";
    return new TimeOrder(phase, term, changeNanos, leftNanos, rate, reason);
  }
}
