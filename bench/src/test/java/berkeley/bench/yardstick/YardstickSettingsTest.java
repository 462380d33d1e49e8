package berkeley.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class YardstickSettingsTest {

  @Test
  void all_parts_but_the_long_one_are_measured_unless_some_are_named() {
    YardstickSettings usual = YardstickSettings.parse(List.of("--baseline", "old"));
    assertEquals(YardstickPart.USUAL, usual.parts());
    assertFalse(usual.parts().contains(YardstickPart.READ));
    YardstickSettings named =
        YardstickSettings.parse(
            List.of("--baseline", "old", "--parts", "read,chaos,read", "--watch", "5s"));
    assertEquals(List.of(YardstickPart.READ, YardstickPart.CHAOS), named.parts());
    assertEquals(Duration.ofSeconds(5), named.watch());
  }

  @Test
  void a_build_to_measure_against_must_be_named() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> YardstickSettings.parse(List.of()));
    assertEquals(
        "--baseline is missing, the folder of a built checkout; bench/yardstick makes one",
        refused.getMessage());
  }

  @Test
  void a_part_that_is_none_is_refused_with_those_that_are() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> YardstickSettings.parse(List.of("--baseline", "old", "--parts", "speed")));
    assertEquals(
        "--parts: 'speed' is none of scenarios, accuracy, idle, failover, scale, chaos, read",
        refused.getMessage());
  }
}
