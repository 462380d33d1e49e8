package berkeley.node.discipline;

import berkeley.node.clock.Line;

/**
 * The clock discipline of a slave: a {@link FilterBank} of {@link EdgeFilter}s, with the parts that
 * start it and that detect jumps.
 *
 * <p>Problem: predict cluster time from samples with queueing delays, on an oscillator and a
 * network of which nothing is known in advance. Idea: the first dozen samples are evaluated
 * together ({@link StartEstimate}); then the bank goes on, sample by sample, and finds by itself
 * how much the oscillator wanders and how sharp the delays' edges are; {@link PathTracker} gives it
 * the jitter, and detects changes of the path; {@link JumpDetector} restarts it when measurements
 * contradict the estimate.
 *
 * <p>Limits: an asymmetric path is a bias of half the difference. Deviations hold for the model,
 * not against bias. With jitter that has no edge (normal noise) it is about as accurate as a Kalman
 * filter.
 *
 * <p>Deterministic: only arithmetic and {@link StrictMath}. Not thread-safe. Allocates nothing per
 * sample, except when the path changes.
 */
public final class EdgeServo implements Servo {
  /** From this many samples on the estimate decides what is impossible; before, the first one. */
  private static final int FEWEST = 4;

  /** Room for a small change of frequency together with a jump of phase. */
  private static final double SAME_RATIO = 1e-7;

  /** An injected fault may be a tenth; more can only come from invalid samples. */
  private static final double ABSURD_RATIO = 0.2;

  private final FilterBank bank;
  private final StartEstimate start;
  private final PathTracker path;
  private final JumpDetector jumps = new JumpDetector();
  private final double maxRatioDeviation;

  private boolean running;
  private boolean jumpExpected;
  private long originNanos;
  private long lastTicks;

  /**
   * Creates a servo without samples.
   *
   * @param settings valid by construction
   */
  public EdgeServo(ServoSettings settings) {
    bank = new FilterBank(settings);
    start = new StartEstimate(settings.startSamples());
    path = new PathTracker(settings.readingNanos());
    maxRatioDeviation = settings.maxFrequencyPpm() * 1e-6 / 2;
  }

  @Override
  public void sample(long ticksNanos, long clusterNanos, long rttNanos) {
    if (rttNanos < 0) {
      throw new IllegalArgumentException(
          "rttNanos is " + rttNanos + "; a round trip cannot be negative");
    }
    if (!running) {
      running = true;
      begin(clusterNanos - ticksNanos, 0, maxRatioDeviation);
    } else if (ticksNanos - lastTicks <= 0) {
      return;
    } else if (jumpExpected) {
      begin(
          clusterNanos - ticksNanos,
          plausible(bank.ratio()),
          StrictMath.min(maxRatioDeviation, 4 * bank.ratioDeviation() + SAME_RATIO));
    } else if (impossible(ticksNanos, clusterNanos, rttNanos)) {
      if (!jumps.supportedBy(
          ticksNanos, clusterNanos, rttNanos, bank.ratio(), 2 * maxRatioDeviation, ABSURD_RATIO)) {
        jumps.doubt(ticksNanos, clusterNanos, rttNanos);
        return;
      }
      jump(ticksNanos, clusterNanos, rttNanos);
    }
    jumps.clear();
    jumpExpected = false;
    learn(ticksNanos, clusterNanos, rttNanos);
    if (!bank.isFinite()) {
      // Invalid samples can cancel a covariance completely; a NaN would stay for ever.
      begin(clusterNanos - ticksNanos, 0, maxRatioDeviation);
      learn(ticksNanos, clusterNanos, rttNanos);
    }
  }

  @Override
  public void expectJump() {
    jumpExpected = running;
  }

  private boolean impossible(long ticksNanos, long clusterNanos, long rttNanos) {
    double phase = phaseNanos(ticksNanos, clusterNanos);
    if (start.count() < FEWEST) {
      return !start.allows(ticksNanos, phase, rttNanos);
    }
    double since = ticksNanos - lastTicks;
    return JumpDetector.impossible(
        phase - bank.phaseNanosAfter(since),
        rttNanos,
        bank.phaseDeviationAfter(since),
        path.jitterNanos());
  }

  /**
   * Restarts from the sample that was set aside, with the old frequency if this sample confirms it.
   */
  private void jump(long ticksNanos, long clusterNanos, long rttNanos) {
    boolean same =
        jumps.agrees(
            ticksNanos,
            clusterNanos,
            rttNanos,
            bank.ratio(),
            bank.ratioDeviation(),
            bank.floorNanos());
    begin(
        jumps.clusterNanos() - jumps.ticksNanos(),
        same ? bank.ratio() : 0,
        same
            ? 4 * bank.ratioDeviation() + SAME_RATIO
            : deviationFor(jumps.slopeTo(ticksNanos, clusterNanos)));
    learn(jumps.ticksNanos(), jumps.clusterNanos(), jumps.rttNanos());
  }

  /** Returns the prior deviation of the frequency: at least what has been measured. */
  private double deviationFor(double slope) {
    double steep = StrictMath.abs(plausible(slope));
    return JumpDetector.isSure(steep, maxRatioDeviation) ? steep : maxRatioDeviation;
  }

  private static double plausible(double ratio) {
    return StrictMath.max(-ABSURD_RATIO, StrictMath.min(ABSURD_RATIO, ratio));
  }

  private void begin(long origin, double ratio, double deviation) {
    originNanos = origin;
    start.clear(ratio, deviation);
  }

  private void learn(long ticksNanos, long clusterNanos, long rttNanos) {
    double phase = phaseNanos(ticksNanos, clusterNanos);
    if (!start.full()) {
      path.learn(rttNanos);
      start.add(ticksNanos, phase, rttNanos);
      bank.start(start.estimate(path.jitterNanos()));
    } else {
      if (path.moves(rttNanos, bank.floorNanos(), bank.floorDeviation())) {
        bank.moveFloor(path.movedFloorNanos(), path.jitterNanos());
      }
      bank.sample((double) (ticksNanos - lastTicks), phase, rttNanos / 2.0, path.jitterNanos());
    }
    lastTicks = ticksNanos;
  }

  @Override
  public Line estimate() {
    if (!running) {
      throw new IllegalStateException("no sample yet; nothing can be predicted before the first");
    }
    long whole = lastTicks + originNanos;
    double ratio = plausible(bank.ratio());
    return new Line(lastTicks, whole + StrictMath.round(bank.phaseNanosAfter(0)), ratio);
  }

  /** Returns cluster time minus ticks minus the origin, small enough for a double. */
  private double phaseNanos(long ticksNanos, long clusterNanos) {
    return clusterNanos - ticksNanos - originNanos;
  }
}
