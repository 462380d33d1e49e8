package berkeley.simulator.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrecedingMaximumTest {

  private static final NodeLife LIFE = new NodeLife("a", 1);

  private final PrecedingMaximum seen = new PrecedingMaximum();

  private long before(long instant) {
    int at = seen.find(instant);
    return at < 0 ? Long.MIN_VALUE : seen.value(at);
  }

  @Property
  void findsWhatANaiveSearchFinds(
      @ForAll @Size(max = 60) List<@IntRange(max = 40) Integer> instants,
      @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 40) Integer> values) {
    PrecedingMaximum fresh = new PrecedingMaximum();
    for (int i = 0; i < instants.size(); i++) {
      fresh.add(instants.get(i), values.get(i), LIFE);
      for (int question = -1; question <= 41; question++) {
        long wanted = Long.MIN_VALUE;
        for (int j = 0; j <= i; j++) {
          if (instants.get(j) <= question) {
            wanted = Math.max(wanted, values.get(j));
          }
        }
        int at = fresh.find(question);
        assertEquals(wanted, at < 0 ? Long.MIN_VALUE : fresh.value(at));
      }
    }
  }

  @Test
  void forgetsTheOldestAndNeverFindsTooMuch() {
    for (int i = 0; i < 1_000; i++) {
      seen.add(i, 10L * i, LIFE);
      assertEquals(10L * i, before(i));
      assertEquals(10L * i, before(Long.MAX_VALUE));
    }
    for (int i = 0; i < 1_000; i++) {
      assertTrue(before(i) <= 10L * i);
    }
  }

  @Test
  void removesOneAndClearsAll() {
    seen.add(1, 10, LIFE);
    seen.add(2, 20, LIFE);
    seen.remove(seen.find(2));
    assertEquals(10, before(5));
    seen.clear();
    assertEquals(-1, seen.find(5));
  }
}
