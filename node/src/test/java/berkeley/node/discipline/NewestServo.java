package berkeley.node.discipline;

import berkeley.node.clock.Line;

/** The simplest servo: believes the newest measurement, and that no oscillator drifts. */
public final class NewestServo implements Servo {

  private Line newest;

  @Override
  public void sample(long ticksNanos, long clusterNanos, long rttNanos) {
    newest = new Line(ticksNanos, clusterNanos, 0);
  }

  @Override
  public Line estimate() {
    if (newest == null) {
      throw new IllegalStateException("no sample yet");
    }
    return newest;
  }
}
