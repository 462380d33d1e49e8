package berkeley.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void a_slow_round_slows_both_and_leaves_their_ratio() {
    List<Map<String, Cost>> rounds = List.of(round(30, 20), round(90, 60), round(40, 20));
    assertEquals(new Ratio(1.5, 1.5, 2), Ratio.of(rounds, "one", "other"));
  }

  private static Map<String, Cost> round(double one, double other) {
    return Map.of("one", new Cost(99, one, 0), "other", new Cost(99, other, 0));
  }
}
