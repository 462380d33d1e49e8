package berkeley.bench.yardstick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FigurePairTest {
  private static final double EXACT = 1e-12;

  private static FigurePair of(OptionalDouble wanted, List<Double> baseline, List<Double> current) {
    FigurePair pair = new FigurePair(wanted);
    baseline.forEach(value -> pair.add(Side.BASELINE, value));
    current.forEach(value -> pair.add(Side.CURRENT, value));
    return pair;
  }

  @Test
  void the_ratio_is_of_the_medians_so_that_one_disturbed_window_says_nothing() {
    FigurePair pair =
        of(OptionalDouble.of(1.1), List.of(10.0, 900.0, 12.0), List.of(11.0, 12.0, 700.0));
    assertEquals(12, pair.median(Side.BASELINE), EXACT);
    assertEquals(12, pair.median(Side.CURRENT), EXACT);
    assertEquals(1, pair.ratio(), EXACT);
    assertTrue(pair.isReached());
  }

  @Test
  void an_even_number_of_windows_has_the_mean_of_the_two_in_the_middle_as_its_median() {
    FigurePair pair = of(OptionalDouble.empty(), List.of(1.0, 2.0, 4.0, 100.0), List.of(6.0));
    assertEquals(3, pair.median(Side.BASELINE), EXACT);
    assertEquals(2, pair.ratio(), EXACT);
  }

  @Test
  void a_ratio_above_what_is_wanted_is_missed_and_one_equal_to_it_is_not() {
    assertTrue(of(OptionalDouble.of(1.5), List.of(2.0), List.of(3.0)).isReached());
    assertFalse(of(OptionalDouble.of(1.5), List.of(2.0), List.of(3.1)).isReached());
    assertTrue(of(OptionalDouble.empty(), List.of(2.0), List.of(300.0)).isReached());
  }

  @Test
  void windows_are_compared_with_those_that_were_measured_beside_them() {
    FigurePair pair = of(OptionalDouble.empty(), List.of(10.0, 100.0, 7.0), List.of(20.0, 150.0));
    assertEquals(List.of(2.0, 1.5), pair.windowRatios());
  }

  @Test
  void nothing_beside_nothing_is_the_same_and_something_beside_nothing_is_never_good() {
    assertEquals(1, of(OptionalDouble.of(1), List.of(0.0), List.of(0.0)).ratio(), EXACT);
    FigurePair grown = of(OptionalDouble.of(1), List.of(0.0), List.of(3.0));
    assertTrue(Double.isNaN(grown.ratio()));
    assertFalse(grown.isReached());
  }

  @Test
  void a_figure_that_one_build_lacks_is_missed_and_left_out_of_json() throws Exception {
    FigurePair pair = of(OptionalDouble.of(1.1), List.of(5.0), List.of());
    assertFalse(pair.isReached());
    assertEquals(
        "{\"baseline\":5.0,\"wanted_ratio_at_most\":1.1,"
            + "\"reached\":false,\"baseline_windows\":[5.0],\"current_windows\":[]}",
        JSON.std.asString(pair.toMap()));
  }

  @Test
  void figures_keep_their_order_and_name_what_is_missed() {
    Figures figures = new Figures();
    for (Side side : Side.values()) {
      double value = side == Side.BASELINE ? 100 : 120;
      figures.add(side, "spread_ns", value, 1.1);
      figures.add(side, "bound_ns", value);
      figures.add(side, "rms_ns", value, 1.3);
    }
    assertEquals(List.of("spread_ns", "bound_ns", "rms_ns"), List.copyOf(figures.pairs().keySet()));
    assertEquals(List.of("spread_ns"), figures.missed());
  }

  @Test
  void a_table_says_the_range_of_ratios_and_what_is_missed() {
    FigurePair pair = of(OptionalDouble.of(1.1), List.of(1000.0, 1000.0), List.of(1250.0, 1150.0));
    assertEquals(
        List.of("1000", "1200", "1.20", "1.15 to 1.25", "1.10, missed"), Figures.cells(pair));
    assertEquals(
        List.of("0.12", "12.5", "104", "-", "-"),
        Figures.cells(of(OptionalDouble.empty(), List.of(0.12), List.of(12.5))));
  }
}
