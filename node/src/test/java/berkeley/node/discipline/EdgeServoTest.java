package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.node.clock.Line;
import berkeley.node.discipline.Exchanges.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeServoTest {

  private final Exchanges world = new Exchanges(1, 10_000);
  private final Servo servo = newServo();

  @Test
  void before_the_first_sample_there_is_no_estimate() {
    assertThrows(IllegalStateException.class, servo::estimate);
  }

  @Test
  void the_first_sample_is_the_estimate() {
    new Exchange(1_000, Exchanges.EPOCH, 200_000).into(servo);
    Line line = servo.estimate();
    assertEquals(0, line.at(1_000) - (double) Exchanges.EPOCH, 1_000);
    assertEquals(0, line.rateRatio());
  }

  @Test
  void a_negative_round_trip_is_refused_and_changes_nothing() {
    world.into(servo, 20);
    Line before = servo.estimate();
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> servo.sample(before.ticksNanos() + 1, 0, -1));
    assertEquals("rttNanos is -1; a round trip cannot be negative", thrown.getMessage());
    assertEquals(before, servo.estimate());
  }

  @Test
  void ticks_equal_to_the_last_or_older_are_ignored() {
    world.into(servo, 20);
    Line before = servo.estimate();
    new Exchange(before.ticksNanos(), 0, 200_000).into(servo);
    new Exchange(before.ticksNanos() - 1, 0, 200_000).into(servo);
    assertEquals(before, servo.estimate());
  }

  @Test
  void a_network_without_jitter_leaves_no_error() {
    Exchanges still = new Exchanges(1, 0);
    still.into(servo, 60);
    assertEquals(0, still.errorOf(servo), 20);
    assertEquals(-20e-6, servo.estimate().rateRatio(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0, 1", "-5, 12345", "9223372036854775807, 0", "9223372036800000000, -1"})
  void where_ticks_and_cluster_time_begin_makes_no_difference_to_the_bit(long ticks, long cluster) {
    Servo shifted = newServo();
    for (int i = 0; i < 200; i++) {
      Exchange exchange = world.next();
      exchange.into(servo);
      exchange.shiftedBy(ticks, cluster).into(shifted);
      Line line = servo.estimate();
      Line wanted =
          new Line(line.ticksNanos() + ticks, line.timeNanos() + cluster, line.rateRatio());
      assertEquals(wanted, shifted.estimate(), "sample " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 30, 300})
  void samples_mirrored_in_sign_give_the_mirrored_estimate(int samples) {
    double errors = 0;
    double asymmetry = 0;
    for (int seed = 0; seed < 20; seed++) {
      Exchanges drawn = new Exchanges(seed, 10_000);
      Servo one = newServo();
      Servo mirror = newServo();
      for (int i = 0; i < samples; i++) {
        Exchange exchange = drawn.next();
        long phase = exchange.cluster() - exchange.ticks() - Exchanges.EPOCH;
        exchange.into(one);
        exchange.falseBy(-2 * phase).into(mirror);
      }
      double error = drawn.errorOf(one);
      double mirrored = mirror.estimate().at(0) - Exchanges.EPOCH;
      double straight = one.estimate().at(0) - Exchanges.EPOCH;
      errors += error * error;
      asymmetry += (straight + mirrored) * (straight + mirrored);
    }
    // Not to the bit: of the two ways one is taken first, and each is recorded as if normal.
    assertTrue(asymmetry < errors / 9, asymmetry + " against " + errors);
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 3_600, 86_400, 30 * 86_400})
  void after_a_silence_it_is_as_good_as_before_within_a_minute(long seconds) {
    world.into(servo, 200);
    world.pause(seconds);
    world.into(servo, 60);
    assertEquals(0, world.errorOf(servo), 2_000);
  }

  static Servo newServo() {
    return new EdgeServo(ServoSettings.defaults());
  }
}
