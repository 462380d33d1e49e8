package berkeley.simulator.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HumanFiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "999, 999 ns",
    "1000, 1.00 us",
    "-12345, -12.3 us",
    "3885, 3.89 us",
    "1005000, 1.01 ms",
    "12250, 12.3 us",
    "99949, 99.9 us",
    "99950, 100 us",
    "999499, 999 us",
    "999500, 1.00 ms",
    "9996000, 10.0 ms",
    "1500000000, 1.50 s",
    "-3000000000000, -3000 s",
    "3600000000000, 1.00 h"
  })
  void threeDigitsAndAUnitSayHowLong(long nanos, String expected) {
    assertEquals(expected, HumanFigures.nanos(nanos));
  }

  @Test
  void anUnknownBoundIsADash() {
    assertEquals("-", HumanFigures.nanos(Long.MAX_VALUE));
  }

  @Test
  void anOffsetAlwaysHasItsSign() {
    assertEquals("+5 ns", HumanFigures.signed(5));
    assertEquals("-5 ns", HumanFigures.signed(-5));
    assertEquals("0 ns", HumanFigures.signed(0));
    assertEquals("+80.00 ppm", HumanFigures.ppm(80));
  }

  @Property
  void whatFitsALongFitsAColumn(@ForAll long nanos) {
    assertTrue(HumanFigures.signed(nanos).length() <= 10, () -> HumanFigures.signed(nanos));
  }
}
