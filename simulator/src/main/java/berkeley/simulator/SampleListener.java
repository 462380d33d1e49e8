package berkeley.simulator;

import java.util.List;

/** Is shown what is measured once in each second of a run; for plots. */
public interface SampleListener {

  /** Shows nothing to nobody. */
  SampleListener NONE = (trueNanos, names, offsetNanos, boundNanos) -> {};

  /**
   * What corrections, not its oscillator, have added to the master's clock; told before each
   * sample.
   *
   * @param trueNanos when, since the run began
   * @param gainedNanos since then
   */
  default void clusterGained(long trueNanos, long gainedNanos) {}

  /**
   * A sample.
   *
   * @param trueNanos when, since the run began
   * @param names the slaves that are measured, liars left out; the same in each sample
   * @param offsetNanos their offsets against the master's clock, in that order
   * @param boundNanos the bounds that they report, {@link Long#MAX_VALUE} for a newcomer
   */
  void sampled(long trueNanos, List<String> names, long[] offsetNanos, long[] boundNanos);
}
