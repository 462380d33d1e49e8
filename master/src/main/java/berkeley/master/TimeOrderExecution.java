package berkeley.master;

import berkeley.api.wire.TimeOrder;
import berkeley.api.wire.TimeOrder.Phase;
import java.time.Duration;
import java.util.Set;

/**
 * The execution of an operator's order to set the time, decided round by round.
 *
 * <p><b>Problem.</b> Node time may never run backwards, and a member's bound says how far cluster
 * time can be. It rests on cluster time keeping its rate, and a member that has not heard of an
 * order would go on believing that.
 *
 * <p><b>Idea.</b> Cluster time is not stepped but runs faster or slower for a while, by a declared
 * rate, either way alike. First the order is announced: corrections say that cluster time may be on
 * its way, and by what rate, and the members' bounds grow by as much. Only when two rounds in a row
 * have reached everybody does the master's clock begin to move. Meanwhile the vote moves nobody,
 * since the members are a little behind and would pull the master back. In the end the announcement
 * is kept until the members have found the old rate again, so that none of them, elected then,
 * would lead with the rate of the order. See docs/decisions/0014-setting-the-time.md.
 *
 * <p><b>Limit.</b> A member that the master has forgotten, since it has been silent for long, is
 * not waited for; it hears of the order when it is back. Not safe for use by several threads.
 */
public final class TimeOrderExecution {

  /**
   * How much faster or slower cluster time runs under an order, in parts per million. Members slew
   * by 125 ppm at most while their bound is that uncertain, so both together, and an estimate that
   * overshoots, stay within their declared 500.
   */
  public static final double RATE_PPM = 200;

  /** An order that would take longer is refused. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private static final int ROUNDS_HEARD_BY_ALL = 2;
  private static final int MOST_ROUNDS_ANNOUNCED = 10;
  private static final int ROUNDS_TO_SETTLE = 30;

  /** A slew ends on its line to the nanosecond. */
  private static final long ARRIVED_NANOS = 2;

  private final long term;
  private Phase phase = Phase.NONE;
  private long number;
  private long changeNanos;
  private long leftNanos;
  private String reason = "";
  private int rounds;
  private int heard;

  /** Creates the execution of the given mastership, without an order yet. */
  public TimeOrderExecution(long term) {
    this.term = term;
  }

  /**
   * What one round does about the order.
   *
   * @param number how many orders there have been; a member that has not heard of the newest is
   *     told, whatever its phase
   * @param underWay whether the members are told that cluster time may be moving; the vote moves
   *     nobody then
   * @param ownDeltaNanos what the master adds to its own time from now on, slewing; 0 to go on as
   *     it is where {@code moving}, and otherwise to stay where it is
   * @param moving whether the master's own clock moves by the order
   */
  public record Plan(long number, boolean underWay, long ownDeltaNanos, boolean moving) {

    /** The plan without an order. */
    public static final Plan NONE = new Plan(0, false, 0, false);

    /** Returns the rate at which the master's own clock is to move. */
    double ownSlewPpm() {
      return moving ? RATE_PPM : 0;
    }

    /** Returns the rate at which a member must assume that cluster time may be moving. */
    double slewPpm(Member member) {
      return underWay || member.toldOrder() < number ? RATE_PPM : 0;
    }
  }

  /**
   * Accepts an order, in place of one that may be under way.
   *
   * @param change what to add to cluster time, in nanoseconds
   * @throws IllegalArgumentException if it would take longer than {@link #LONGEST}
   */
  public TimeOrder accept(long change) {
    double seconds = Math.abs((double) change) / (RATE_PPM * 1e-6) * 1e-9;
    if (seconds > LONGEST.toSeconds()) {
      throw new IllegalArgumentException(
          "%s at %.0f ppm would take %.1f days, longer than one; the most is %s"
              .formatted(
                  NanosMath.text(change), RATE_PPM, seconds / 86_400, NanosMath.text(mostNanos())));
    }
    number++;
    enter(Phase.ANNOUNCED);
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
   * @param clockLeftNanos how far the master's clock still is from where it was last told to go
   */
  public Plan begin(long clockLeftNanos) {
    rounds++;
    switch (phase) {
      case ANNOUNCED -> {
        if (heard >= ROUNDS_HEARD_BY_ALL) {
          enter(changeNanos == 0 ? Phase.SETTLING : Phase.MOVING);
          return new Plan(number, true, changeNanos, changeNanos != 0);
        }
        if (rounds > MOST_ROUNDS_ANNOUNCED) {
          String why = reason;
          enter(Phase.ABANDONED);
          reason = why;
        }
      }
      case MOVING -> {
        leftNanos = clockLeftNanos;
        if (Math.abs(clockLeftNanos) > ARRIVED_NANOS) {
          return new Plan(number, true, 0, true);
        }
        leftNanos = 0;
        enter(Phase.SETTLING);
      }
      case SETTLING -> {
        if (rounds > ROUNDS_TO_SETTLE) {
          enter(Phase.DONE);
        }
      }
      default -> {}
    }
    boolean ended = phase == Phase.NONE || phase == Phase.DONE || hasGivenUp();
    return new Plan(number, !ended, 0, false);
  }

  /** Returns whether an abandoned order is over; it may have replaced one that must settle. */
  private boolean hasGivenUp() {
    return phase == Phase.ABANDONED && rounds > ROUNDS_TO_SETTLE;
  }

  /**
   * Records the outcome of a round.
   *
   * @param unheard names of those that it has not reached
   */
  public void ended(Set<String> unheard) {
    if (rounds == 0) {
      return; // it had begun before the order came
    }
    heard = unheard.isEmpty() ? heard + 1 : 0;
    if (phase == Phase.ANNOUNCED) {
      reason = unheard.isEmpty() ? "" : "not heard of it: " + String.join(", ", unheard);
    }
  }

  private void enter(Phase next) {
    phase = next;
    rounds = 0;
    heard = 0;
    reason = "";
  }

  /** Returns whether members must assume that cluster time may be moving. */
  public boolean underWay() {
    return phase == Phase.ANNOUNCED
        || phase == Phase.MOVING
        || phase == Phase.SETTLING
        || (phase == Phase.ABANDONED && !hasGivenUp());
  }

  /** Returns how far the order has come. */
  public TimeOrder status() {
    double rate = phase == Phase.NONE ? 0 : RATE_PPM;
    return new TimeOrder(phase, term, changeNanos, leftNanos, rate, reason);
  }
}
