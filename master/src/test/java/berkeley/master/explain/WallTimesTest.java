package berkeley.master.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WallTimesTest {

  private final WallTimes notation = new WallTimes();

  @ParameterizedTest
  @CsvSource({
    "3:00, 03:00:00",
    "03:10:05, 03:10:05",
    "23:59:59.5, 23:59:59.500",
    "0:00:00.0004, 00:00:00",
    "24:10, 00:10:00"
  })
  void aTimeIsReadAndWritten(String text, String written) {
    assertEquals(written, notation.time(notation.parseTime(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3:60", "48:00", "3:00:60", "a:00", "-3:00", "", "3:00:00."})
  void whatIsNoTimeIsRefused(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> notation.parseTime(text));

    assertTrue(refusal.getMessage().startsWith("'%s' is not a time".formatted(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "600000000000, +00:10:00, 10 min, 10 min ahead",
    "-1050000000000, -00:17:30, 17 min 30 s, 17 min 30 s behind",
    "-36061000000000, -10:01:01, 10 h 1 min 1 s, 10 h 1 min 1 s behind",
    "599999990000, +00:10:00, 10 min, 10 min ahead",
    "1250000000, +00:00:01.250, 1.25 s, 1.25 s ahead",
    "12345678, +12.3 ms, 12.3 ms, 12.3 ms ahead",
    "-12345, -12.3 us, 12.3 us, 12.3 us behind",
    "999, +999 ns, 999 ns, 999 ns ahead",
    "0, 0, 0, level"
  })
  void aDifferenceIsWrittenInFiguresAndInWords(
      long nanos, String signed, String amount, String direction) {
    assertEquals(signed, notation.signed(nanos));
    assertEquals(amount, notation.amount(nanos));
    assertEquals(direction, notation.direction(nanos));
  }

  @Test
  void aDifferenceMayHaveASign() {
    assertEquals(-600_000_000_000L, notation.parseDifference("-0:10"));
    assertEquals(600_000_000_000L, notation.parseDifference("+0:10"));
  }

  @Test
  void theLocaleMakesNoDifference() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("03:05:00.250", notation.time(notation.parseTime("3:05:00.25")));
    } finally {
      Locale.setDefault(before);
    }
  }
}
