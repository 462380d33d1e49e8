package berkeley.bench.servo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.node.discipline.Servo;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServoContenderTest {

  static List<ServoContender> contenders() {
    return ServoContender.all();
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void beforeTheFirstSampleThereIsNoEstimate(ServoContender contender) {
    Servo servo = contender.newServo().get();
    assertThrows(IllegalStateException.class, servo::estimate);
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void eachFindsAConstantOffsetAndFrequencyOnANetworkWithoutJitter(ServoContender contender) {
    Servo servo = contender.newServo().get();
    for (long second = 0; second < 60; second++) {
      long ticks = second * 1_000_000_000;
      servo.sample(ticks, 5_000_000 + ticks + ticks / 50_000, 200_000);
    }
    long ticks = 60_000_000_000L;
    double off = servo.estimate().at(ticks) - (5_000_000 + ticks + ticks / 50_000);
    assertEquals(0, off, 20);
  }
}
