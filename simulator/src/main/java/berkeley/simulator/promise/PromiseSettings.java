package berkeley.simulator.promise;

/**
 * The limits that the promises are held against.
 *
 * @param clusterRatePpb by how much cluster time may run faster or slower than the observer's true
 *     time, in parts per billion; 0 to 1,000,000,000. Too small reports violations that are none,
 *     too large overlooks real ones. Where the observer's clock is a counter of its own, its own
 *     error is added
 * @param counterRatePpb by how much an honest node's counter may run faster or slower than the
 *     observer's true time, in parts per billion; 0 to 1,000,000,000
 * @param declaredRatePpb the largest limit of rate that a node may declare for its node time, in
 *     parts per billion; 0 to 1,000,000,000
 * @param usualWidthNanos latest minus earliest, at most, of a node in calm; above 0
 * @param recoveryNanos how long after the last fault intervals may be wider; 0 or more
 * @param quietNanos a violation of one rule by one life that is seen again within this time is the
 *     same violation; above 0. The time doubles with each one reported
 * @param goneNanos a mastership that has corrected a life for the last time so long ago may be
 *     gone: the life may obey another one then, whatever its term; 0 or more
 * @param latenessNanos how much later than its end an observation may be handed over and still be
 *     matched with others; 0 or more. Costs memory
 * @param roundingNanos how much a node time may be off by rounding; 0 or more
 * @param violationsKept how many violations of each promise are kept with their sentences, the
 *     others being counted only; 0 or more
 */
public record PromiseSettings(
    long clusterRatePpb,
    long counterRatePpb,
    long declaredRatePpb,
    long usualWidthNanos,
    long recoveryNanos,
    long quietNanos,
    long goneNanos,
    long latenessNanos,
    long roundingNanos,
    int violationsKept) {

  private static final long MOST_PPB = SaturatingMath.BILLION;

  /** Checks the ranges. */
  public PromiseSettings {
    requireRange("clusterRatePpb", clusterRatePpb, 0, MOST_PPB);
    requireRange("counterRatePpb", counterRatePpb, 0, MOST_PPB);
    requireRange("declaredRatePpb", declaredRatePpb, 0, MOST_PPB);
    requireRange("usualWidthNanos", usualWidthNanos, 1, Long.MAX_VALUE);
    requireRange("recoveryNanos", recoveryNanos, 0, Long.MAX_VALUE);
    requireRange("quietNanos", quietNanos, 1, Long.MAX_VALUE);
    requireRange("goneNanos", goneNanos, 0, Long.MAX_VALUE);
    requireRange("latenessNanos", latenessNanos, 0, Long.MAX_VALUE);
    requireRange("roundingNanos", roundingNanos, 0, SaturatingMath.BILLION);
    requireRange("violationsKept", violationsKept, 0, Integer.MAX_VALUE);
  }

  private static void requireRange(String setting, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, it must be %d to %d".formatted(setting, value, least, most));
    }
  }

  /** Begins with the defaults that stand at the builder's methods. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. */
  public static final class Builder {

    private long clusterRatePpb = 300_000;
    private long counterRatePpb = 100_000;
    private long declaredRatePpb = 1_000_000;
    private long usualWidthNanos = 10_000_000;
    private long recoveryNanos = 30_000_000_000L;
    private long quietNanos = 10_000_000_000L;
    private long goneNanos = 2_000_000_000L;
    private long latenessNanos = 60_000_000_000L;
    private long roundingNanos = 2;
    private int violationsKept = 1_000;

    private Builder() {}

    /** Sets the limit of cluster time's rate; 300,000 ppb by default. */
    public Builder clusterRatePpb(long value) {
      clusterRatePpb = value;
      return this;
    }

    /** Sets the limit of an honest counter's rate; 100,000 ppb by default. */
    public Builder counterRatePpb(long value) {
      counterRatePpb = value;
      return this;
    }

    /** Sets the largest limit that a node may declare; 1,000,000 ppb by default. */
    public Builder declaredRatePpb(long value) {
      declaredRatePpb = value;
      return this;
    }

    /** Sets the usual width of intervals; 10 ms by default. */
    public Builder usualWidthNanos(long value) {
      usualWidthNanos = value;
      return this;
    }

    /** Sets how long recovery may take; 30 s by default. */
    public Builder recoveryNanos(long value) {
      recoveryNanos = value;
      return this;
    }

    /** Sets how long a violation must be absent to be reported again; 10 s by default. */
    public Builder quietNanos(long value) {
      quietNanos = value;
      return this;
    }

    /** Sets after how long without a correction a mastership may be gone; 2 s by default. */
    public Builder goneNanos(long value) {
      goneNanos = value;
      return this;
    }

    /** Sets how late observations may come; 60 s by default. */
    public Builder latenessNanos(long value) {
      latenessNanos = value;
      return this;
    }

    /** Sets the rounding of node times; 2 ns by default. */
    public Builder roundingNanos(long value) {
      roundingNanos = value;
      return this;
    }

    /** Sets how many violations of each promise are kept; 1,000 by default. */
    public Builder violationsKept(int value) {
      violationsKept = value;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public PromiseSettings build() {
      return new PromiseSettings(
          clusterRatePpb,
          counterRatePpb,
          declaredRatePpb,
          usualWidthNanos,
          recoveryNanos,
          quietNanos,
          goneNanos,
          latenessNanos,
          roundingNanos,
          violationsKept);
    }
  }
}
