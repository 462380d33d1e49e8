package berkeley.api.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * One correction, as a master sends it to a member.
 *
 * <p>It is a difference, so that its own transit time causes no error (Gusella and Zatti, section
 * 3): at the instant at which the member's clock read {@code readingNanos}, it should have read
 * {@code readingNanos + deltaNanos}.
 *
 * @param deltaNanos what to add, in nanoseconds; negative when the member is ahead
 * @param errorBoundNanos how far the corrected reading may lie from cluster time, in nanoseconds, 0
 *     or more; an upper bound
 * @param readingNanos the member's node time of the reading from which the delta was computed,
 *     nanoseconds since the Unix epoch
 * @param term the term of the sender's mastership, 0 or more
 * @param round the number of the round in that mastership, 0 or more
 * @param rttNanos the round trip of the probe that gave the reading, in nanoseconds, 0 or more; the
 *     nearer it is to the smallest ever seen, the more the reading is worth
 * @param master the sender: the master's name, at most {@value #MAX_MASTER_LENGTH} characters, or
 *     empty if the sender has none
 * @param clusterSlewPpm by how much faster or slower than its own rate cluster time itself may be
 *     running from this reading on, by an operator's order, in parts per million, 0 to {@value
 *     #MAX_CLUSTER_SLEW_PPM}; 0 when it keeps its rate
 * @param incarnation which life of the master sends this; 0 if the sender does not say
 * @param statement what it says of cluster time beyond the reading
 */
public record Adjustment(
    long deltaNanos,
    long errorBoundNanos,
    long readingNanos,
    long term,
    long round,
    long rttNanos,
    String master,
    double clusterSlewPpm,
    long incarnation,
    Statement statement)
    implements Serializable {

  /** The maximum length of a master's name, in characters. */
  public static final int MAX_MASTER_LENGTH = 255;

  /** The maximum slew of cluster time, in ppm. */
  public static final int MAX_CLUSTER_SLEW_PPM = 1_000;

  private static final long serialVersionUID = 1L;

  /**
   * Checks the ranges; deserialisation passes here too.
   *
   * @param deltaNanos any
   * @param errorBoundNanos 0 or more
   * @param readingNanos any
   * @param term 0 or more
   * @param round 0 or more
   * @param rttNanos 0 or more
   * @param master at most {@value #MAX_MASTER_LENGTH} characters
   * @param clusterSlewPpm 0 to {@value #MAX_CLUSTER_SLEW_PPM}
   * @param incarnation any
   * @param statement null, as from an older version, stands for {@link Statement#NONE}
   * @throws IllegalArgumentException if a component is out of its range, naming it
   */
  public Adjustment {
    statement = Objects.requireNonNullElse(statement, Statement.NONE); // from an older version
    requireNotNegative("errorBoundNanos", errorBoundNanos);
    requireNotNegative("term", term);
    requireNotNegative("round", round);
    requireNotNegative("rttNanos", rttNanos);
    Objects.requireNonNull(master, "master");
    if (master.length() > MAX_MASTER_LENGTH) {
      throw new IllegalArgumentException(
          "master: %d characters, at most %d allowed"
              .formatted(master.length(), MAX_MASTER_LENGTH));
    }
    if (!(clusterSlewPpm >= 0 && clusterSlewPpm <= MAX_CLUSTER_SLEW_PPM)) {
      throw new IllegalArgumentException(
          "clusterSlewPpm: %s is not in 0..%d".formatted(clusterSlewPpm, MAX_CLUSTER_SLEW_PPM));
    }
  }

  /**
   * Creates a correction that says nothing beyond the reading.
   *
   * @param deltaNanos what to add, in nanoseconds
   * @param errorBoundNanos upper bound of its error, in nanoseconds
   * @param readingNanos the node time from which it was computed
   * @param term the mastership
   * @param round the round
   * @param rttNanos the round trip of the probe
   * @param master who sends this
   */
  public Adjustment(
      long deltaNanos,
      long errorBoundNanos,
      long readingNanos,
      long term,
      long round,
      long rttNanos,
      String master) {
    this(
        deltaNanos,
        errorBoundNanos,
        readingNanos,
        term,
        round,
        rttNanos,
        master,
        0,
        0,
        Statement.NONE);
  }

  /**
   * Creates a correction whose sender has no name, and whose bound is half the round trip.
   *
   * @param deltaNanos what to add, in nanoseconds
   * @param errorBoundNanos upper bound of its error; the round trip is taken to be twice this
   * @param readingNanos the node time from which it was computed
   * @param term the mastership
   * @param round the round
   */
  public Adjustment(
      long deltaNanos, long errorBoundNanos, long readingNanos, long term, long round) {
    this(
        deltaNanos,
        errorBoundNanos,
        readingNanos,
        term,
        round,
        errorBoundNanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * errorBoundNanos,
        "");
  }

  /**
   * Completes a correction with what its sender says beyond the reading.
   *
   * @param ofIncarnation which life of the master sends it
   * @param said what it says of cluster time
   * @return a copy
   */
  public Adjustment with(long ofIncarnation, Statement said) {
    return new Adjustment(
        deltaNanos,
        errorBoundNanos,
        readingNanos,
        term,
        round,
        rttNanos,
        master,
        clusterSlewPpm,
        ofIncarnation,
        said);
  }

  /** {@return the cluster time at the instant of the reading: the reading plus the delta} */
  public long targetNanos() {
    return readingNanos + deltaNanos;
  }

  private static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s: %d is negative".formatted(name, value));
    }
  }
}
