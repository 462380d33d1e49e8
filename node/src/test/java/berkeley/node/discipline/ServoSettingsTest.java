package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ServoSettingsTest {

  @Test
  void a_value_out_of_range_is_refused_with_its_name_and_the_range() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ServoSettings(1e-10, 1e-5, 1, 500, 12, 500, 10));
    assertEquals("wanderMembers is 1.0; give a value from 2.0 to 32.0", thrown.getMessage());
  }

  @Test
  void the_fastest_wander_is_not_below_the_slowest() {
    assertThrows(
        IllegalArgumentException.class, () -> new ServoSettings(1e-5, 1e-6, 9, 500, 12, 500, 10));
  }

  @Test
  void what_is_not_a_number_is_in_no_range() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ServoSettings(1e-10, 1e-5, 9, 500, 12, Double.NaN, 10));
  }
}
