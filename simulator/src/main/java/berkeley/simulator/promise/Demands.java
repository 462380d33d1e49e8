package berkeley.simulator.promise;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a run must show beside the absence of violations. A cluster that never gives an interval, or
 * an observer that excuses everything, breaks no promise and is of no use.
 *
 * @param largestExcusedShare the largest share of readings that may be excused, 0 to 1
 * @param smallestIntervalShare the smallest share of the readings judged that must have an
 *     interval, 0 to 1
 * @param mostEpochs in how many epochs intervals may be given, 1 or more
 * @param mostSteps how many steps forward may be counted by all nodes together, 0 or more
 * @param medianWidthNanos the largest median of latest minus earliest, in nanoseconds
 * @param width99Nanos the width that at least 99 % of intervals must not exceed, in nanoseconds
 * @param leastChecks for each promise named how often it must have been checked at least
 */
public record Demands(
    double largestExcusedShare,
    double smallestIntervalShare,
    long mostEpochs,
    long mostSteps,
    long medianWidthNanos,
    long width99Nanos,
    Map<Promise, Long> leastChecks) {

  /** Checks the ranges and copies the map. */
  public Demands {
    requireShare("largestExcusedShare", largestExcusedShare);
    requireShare("smallestIntervalShare", smallestIntervalShare);
    requireAtLeast("mostEpochs", mostEpochs, 1);
    requireAtLeast("mostSteps", mostSteps, 0);
    requireAtLeast("medianWidthNanos", medianWidthNanos, 0);
    requireAtLeast("width99Nanos", width99Nanos, 0);
    leastChecks = Map.copyOf(leastChecks);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s is %s, it must be 0 to 1".formatted(name, value));
    }
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s is %d, it must be at least %d".formatted(name, value, least));
    }
  }

  /** Begins with the defaults that stand at the builder's methods. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects demands. */
  public static final class Builder {

    private double largestExcusedShare = 0.25;
    private double smallestIntervalShare = 0.5;
    private long mostEpochs = 1;
    private long mostSteps;
    private long medianWidthNanos = 10_000_000;
    private long width99Nanos = 1_000_000_000;
    private final Map<Promise, Long> leastChecks = new EnumMap<>(Promise.class);

    private Builder() {
      checked(Promise.CONTAINMENT, 1);
    }

    /** Sets the largest share of readings that may be excused; 0.25 by default. */
    public Builder largestExcusedShare(double value) {
      largestExcusedShare = value;
      return this;
    }

    /** Sets the smallest share of judged readings with an interval; 0.5 by default. */
    public Builder smallestIntervalShare(double value) {
      smallestIntervalShare = value;
      return this;
    }

    /** Sets in how many epochs intervals may be given; 1 by default. */
    public Builder mostEpochs(long value) {
      mostEpochs = value;
      return this;
    }

    /** Sets how many steps forward may be counted; none by default. */
    public Builder mostSteps(long value) {
      mostSteps = value;
      return this;
    }

    /** Sets the largest median width, in nanoseconds; 10 ms by default. */
    public Builder medianWidthNanos(long value) {
      medianWidthNanos = value;
      return this;
    }

    /** Sets the width that 99 % must not exceed, in nanoseconds; 1 s by default. */
    public Builder width99Nanos(long value) {
      width99Nanos = value;
      return this;
    }

    /** Sets how often a promise must have been checked; once for containment by default. */
    public Builder checked(Promise promise, long atLeast) {
      leastChecks.put(promise, atLeast);
      return this;
    }

    /**
     * Returns the demands.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Demands build() {
      return new Demands(
          largestExcusedShare,
          smallestIntervalShare,
          mostEpochs,
          mostSteps,
          medianWidthNanos,
          width99Nanos,
          leastChecks);
    }
  }
}
