package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

  @Property
  void least_and_median_are_those_of_a_sorted_list_of_the_latest(
      @ForAll @NotEmpty @Size(max = 60) List<@LongRange(min = 0, max = 30) Long> rtts,
      @ForAll @IntRange(min = 1, max = 16) int window) {
    RoundTrips trips = new RoundTrips(window);
    for (int n = 1; n <= rtts.size(); n++) {
      trips.add(rtts.get(n - 1));
      assertLatest(rtts.subList(Math.max(0, n - window), n), trips);
      assertEquals(n >= window, trips.full());
    }
  }

  @Property
  void what_is_kept_is_the_newest(
      @ForAll @NotEmpty @Size(max = 60) List<@LongRange(min = 0, max = 30) Long> rtts,
      @ForAll @IntRange(min = 1, max = 16) int window,
      @ForAll @IntRange(min = 1, max = 20) int kept) {
    RoundTrips trips = new RoundTrips(window);
    rtts.forEach(trips::add);
    trips.keepNewest(kept);
    int n = rtts.size();
    assertLatest(rtts.subList(n - Math.min(n, Math.min(window, kept)), n), trips);
    trips.add(7);
    int left = Math.min(window, Math.min(n, Math.min(window, kept)) + 1) - 1;
    List<Long> after = new ArrayList<>(rtts.subList(n - left, n));
    after.add(7L);
    assertLatest(after, trips);
  }

  @Test
  void the_jitter_of_exponential_delays_is_their_mean_within_a_tenth() {
    for (int window : new int[] {8, 16, 64}) {
      Random random = new Random(window);
      double sum = 0;
      int turns = 2_000;
      for (int i = 0; i < turns; i++) {
        RoundTrips trips = new RoundTrips(window);
        for (int k = 0; k < window; k++) {
          trips.add(200_000 + queued(random) + queued(random));
        }
        sum += trips.jitter();
      }
      assertEquals(10_000, sum / turns, 1_000, "window " + window);
    }
  }

  private static long queued(Random random) {
    return Math.round(-10_000 * Math.log(1 - random.nextDouble()));
  }

  private static void assertLatest(List<Long> latest, RoundTrips trips) {
    List<Long> sorted = latest.stream().sorted().toList();
    int n = sorted.size();
    assertEquals(sorted.get(0), trips.min());
    assertEquals((sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0, trips.median());
  }
}
