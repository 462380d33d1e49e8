package berkeley.bench.servo;

import java.util.Random;

/** An oscillator whose frequency changes once in each whole true second, and is held in between. */
final class WanderingOscillator {
  private final double[] aheadNanos;
  private final double[] ratio;

  private WanderingOscillator(int seconds) {
    aheadNanos = new double[seconds + 1];
    ratio = new double[seconds + 1];
  }

  /** Returns an oscillator that keeps true time. */
  static WanderingOscillator perfect(int seconds) {
    return new WanderingOscillator(seconds);
  }

  /**
   * Returns an oscillator that wanders.
   *
   * @param aheadNanos its offset at the beginning
   * @param ratio its frequency at the beginning
   * @param world how it wanders, and by how much it steps half-way
   * @param stepPpm that step
   */
  static WanderingOscillator drawn(
      Random random,
      double aheadNanos,
      double ratio,
      ServoWorld world,
      int seconds,
      double stepPpm) {
    WanderingOscillator drawn = new WanderingOscillator(seconds);
    double ahead = aheadNanos;
    double frequency = ratio;
    for (int k = 0; k <= seconds; k++) {
      frequency += world.wander() * random.nextGaussian();
      if (k == world.lengthSeconds() / 2) {
        frequency += stepPpm * 1e-6;
      }
      drawn.aheadNanos[k] = ahead;
      drawn.ratio[k] = frequency;
      ahead += frequency * 1e9;
    }
    return drawn;
  }

  /** Returns its time at a true time, nanoseconds. */
  double nanosAt(double seconds) {
    int k = (int) seconds;
    return seconds * 1e9 + aheadNanos[k] + ratio[k] * (seconds - k) * 1e9;
  }
}
