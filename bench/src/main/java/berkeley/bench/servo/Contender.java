package berkeley.bench.servo;

import berkeley.slave.discipline.EdgeServo;
import berkeley.slave.discipline.Servo;
import berkeley.slave.discipline.ServoSettings;
import java.util.List;
import java.util.function.Supplier;

/**
 * A servo that takes part, under the name that it has in tables.
 *
 * @param newServo makes one that knows nothing yet
 */
record Contender(String name, Supplier<Servo> newServo) {

  /** Ours. */
  static final Contender EDGES =
      new Contender("edge filters", () -> new EdgeServo(ServoSettings.defaults()));

  /** The bank of plain filters. */
  static final Contender KALMAN = new Contender("Kalman bank", KalmanServo::new);

  /** Regression with chrony's memory. */
  static final Contender REGRESSION =
      new Contender("regression, 64", () -> new RegressionServo(64, 0.3));

  /** Regression with a long one, and sharper weights. */
  static final Contender LONG_REGRESSION =
      new Contender("regression, 512", () -> new RegressionServo(512, 0.05));

  /** Ours, told how much the oscillators of a world wander: what it costs not to know. */
  static Contender toldWanderOf(World world) {
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
    return new Contender("edge filters, told the wander", () -> new EdgeServo(told));
  }

  static List<Contender> all() {
    return List.of(EDGES, KALMAN, REGRESSION, LONG_REGRESSION);
  }
}
