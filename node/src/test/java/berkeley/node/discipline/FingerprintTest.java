package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.node.clock.Line;
import org.junit.jupiter.api.Test;

/**
 * The servo's answers to the last bit, which must be the same on every JVM.
 *
 * <p>Who changes the estimate on purpose measures it again (bench/run servo), and then pins the new
 * value here.
 */
class FingerprintTest {

  @Test
  void every_answer_has_the_bits_that_it_has_on_every_other_jvm() {
    long hash = 17;
    for (int seed = 1; seed <= 3; seed++) {
      Exchanges world = new Exchanges(seed, 1_000 * StrictMath.pow(10, seed));
      Servo servo = EdgeServoTest.newServo();
      for (int i = 0; i < 2_000; i++) {
        if (i == 1_500) {
          world.jump(40_000_000);
        }
        world.next().falseBy(i % 97 == 50 ? 3_000_000_000L : 0).into(servo);
        Line line = servo.estimate();
        hash = 31 * hash + line.ticksNanos();
        hash = 31 * hash + line.timeNanos();
        hash = 31 * hash + Double.doubleToLongBits(line.rateRatio());
      }
    }
    assertEquals("ef992b4bcd01d84b", Long.toHexString(hash));
  }
}
