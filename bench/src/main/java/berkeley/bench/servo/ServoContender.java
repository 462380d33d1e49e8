package berkeley.bench.servo;

import berkeley.node.discipline.EdgeServo;
import berkeley.node.discipline.Servo;
import berkeley.node.discipline.ServoSettings;
import java.util.List;
import java.util.function.Supplier;

/**
 * A servo that is compared, with its name in tables.
 *
 * @param newServo creates one without samples
 */
record ServoContender(String name, Supplier<Servo> newServo) {

  /** Ours. */
  static final ServoContender EDGES =
      new ServoContender("edge filters", () -> new EdgeServo(ServoSettings.defaults()));

  /** The bank of plain filters. */
  static final ServoContender KALMAN = new ServoContender("Kalman bank", KalmanServo::new);

  /** Regression with chrony's memory. */
  static final ServoContender REGRESSION =
      new ServoContender("regression, 64", () -> new RegressionServo(64, 0.3));

  /** Regression with a long one, and sharper weights. */
  static final ServoContender LONG_REGRESSION =
      new ServoContender("regression, 512", () -> new RegressionServo(512, 0.05));

  /** Returns ours with a world's wander as a setting, to show what it costs to estimate it. */
  static ServoContender toldWanderOf(ServoWorld world) {
    ServoSettings usual = ServoSettings.defaults();
    ServoSettings told =
        new ServoSettings(
            world.wander(),
            world.wander(),
            2,
            usual.memorySamples(),
            usual.startSamples(),
            usual.maxFrequencyPpm(),
            usual.readingNanos());
    return new ServoContender("edge filters, told the wander", () -> new EdgeServo(told));
  }

  static List<ServoContender> all() {
    return List.of(EDGES, KALMAN, REGRESSION, LONG_REGRESSION);
  }
}
