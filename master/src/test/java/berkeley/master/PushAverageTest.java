package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The average of the times that slaves have sent. */
class PushAverageTest {

  private static final long KEEP = 5_000;

  private final PushAverage average = new PushAverage(KEEP);

  @Test
  void the_textbooks_three_clocks_meet_at_five_past_three() {
    long minute = 60_000_000_000L;
    PushAverage textbook = new PushAverage(minute);

    assertEquals(-5 * minute, textbook.push("b", -10 * minute, 0, false).averageNanos());
    PushAverage.Answer answer = textbook.push("c", 25 * minute, 0, false);

    assertEquals(new PushAverage.Answer(5 * minute, -20 * minute), answer);
    assertEquals(15 * minute, textbook.push("b", -10 * minute, 0, false).deltaNanos());
  }

  @Test
  void newcomers_are_brought_to_the_average_and_do_not_move_it() {
    average.push("a", 20, 0, false);

    assertEquals(new PushAverage.Answer(10, 1_000_010), average.push("b", -1_000_000, 0, true));
    assertEquals(new PushAverage.Answer(10, -999_990), average.push("c", 1_000_000, 0, true));
    assertEquals(10, average.push("a", 20, 0, false).averageNanos());
  }

  @Test
  void a_member_that_was_restarted_loses_the_vote_of_its_earlier_life() {
    average.push("a", 20, 0, false);

    assertEquals(0, average.push("a", 5_000_000, 10, true).averageNanos());
  }

  @Test
  void who_is_silent_for_too_long_counts_no_more() {
    average.push("a", 30, 0, false);

    assertEquals(Set.of("a"), average.senders(KEEP));
    assertEquals(10, average.push("b", KEEP, KEEP, false).averageNanos());
    assertEquals(Set.of("b"), average.senders(KEEP + 1));
    assertEquals(0, average.push("b", KEEP + 1, KEEP + 1, false).averageNanos());
  }

  @Property
  void is_the_mean_of_all_newest_differences_and_zero(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5) Integer> senders,
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long spread) {
    PushAverage all = new PushAverage(Long.MAX_VALUE);
    Map<Integer, Long> newest = new TreeMap<>();
    long now = 0;
    for (int sender : senders) {
      now += 7;
      long offset = spread / (sender + 1) + now;
      newest.put(sender, offset);
      PushAverage.Answer answer = all.push("s" + sender, now + offset, now, false);

      double naive = newest.values().stream().mapToDouble(o -> o).sum() / (newest.size() + 1);
      assertTrue(Math.abs(answer.averageNanos() - naive) <= 1, () -> naive + " " + answer);
      assertEquals(answer.averageNanos() - offset, answer.deltaNanos());
    }
  }
}
