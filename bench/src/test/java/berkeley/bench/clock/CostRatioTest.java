package berkeley.bench.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostRatioTest {

  @Test
  void aSlowRoundSlowsBothAndLeavesTheirRatio() {
    List<Map<String, ReadCost>> rounds = List.of(round(30, 20), round(90, 60), round(40, 20));
    assertEquals(new CostRatio(1.5, 1.5, 2), CostRatio.of(rounds, "one", "other"));
  }

  private static Map<String, ReadCost> round(double one, double other) {
    return Map.of("one", new ReadCost(99, one, 0), "other", new ReadCost(99, other, 0));
  }
}
