package berkeley.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {

  @Test
  void a_later_run_replaces_its_own_results_and_leaves_the_others() throws Exception {
    Standings before = new Standings();
    before.put(entry(Contender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    before.put(entry(Contender.TEXTBOOK, Condition.QUIET, cell(400, 1, false)));
    String written = JSON.std.asString(Map.of("results", before.toList()));

    Standings after = Standings.of(JSON.std.mapFrom(written));
    assertEquals(before.all(), after.all());
    after.put(entry(Contender.INTERSECTION, Condition.QUIET, cell(4, 1, false)));

    Entry textbook = after.measured(Contender.TEXTBOOK, Condition.QUIET).orElseThrow();
    assertEquals(100, after.toOurs(textbook));
    assertEquals(2, after.all().size());
  }

  @Test
  void a_row_has_the_median_of_the_windows_and_their_range() {
    Standings standings = new Standings();
    Entry entry =
        entry(
            Contender.TEXTBOOK,
            Condition.QUIET,
            cell(5, 1, false),
            cell(300, 1, false),
            cell(20, 7, false));
    standings.put(entry);
    String[] row = standings.row(entry);
    assertEquals("20.0 (5.00 to 300)", row[2]);
    assertEquals("7.00", row[5]);
    assertEquals("", row[10]);
  }

  @Test
  void what_hangs_and_what_makes_no_sense_is_said_in_words() {
    Standings standings = new Standings();
    Entry hung = entry(Contender.TEXTBOOK, Condition.STOPPED, cell(5, 1, true));
    assertEquals("hangs: no round ends any more.", standings.row(hung)[10]);
    Entry none = new Entry(Contender.RAW_TCP, Condition.LIAR, List.of(), "not applicable: so", "");
    assertFalse(none.isMeasured());
    assertEquals("-", standings.row(none)[2]);
    assertEquals("not applicable: so", standings.row(none)[10]);
  }

  @Test
  void contenders_that_take_part_no_more_are_dropped() {
    Map<String, Object> stranger =
        Map.of("contender", "sundial", "condition", "quiet", "windows", List.of());
    assertTrue(Standings.of(Map.of("results", List.of(stranger))).all().isEmpty());
  }

  @Test
  void the_figures_asked_for_are_judged_as_far_as_they_are_known() {
    Standings standings = new Standings();
    assertTrue(Wanted.judge(standings).reached());
    standings.put(entry(Contender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    standings.put(entry(Contender.HAZELCAST, Condition.QUIET, cell(1_001, 1, false)));
    standings.put(entry(Contender.INTERSECTION, Condition.LIAR, cell(2, 9, false)));
    assertTrue(Wanted.judge(standings).reached());
    assertEquals(2, Wanted.judge(standings).lines().size());
    standings.put(entry(Contender.HAZELCAST, Condition.QUIET, cell(999, 1, false)));
    assertFalse(Wanted.judge(standings).reached());
    standings.put(entry(Contender.HAZELCAST, Condition.QUIET, cell(1_001, 1, false)));
    standings.put(entry(Contender.INTERSECTION, Condition.LIAR, cell(2, 11, false)));
    assertFalse(Wanted.judge(standings).reached());
  }

  @Test
  void the_picture_is_drawn_of_whatever_there_is() throws Exception {
    Standings standings = new Standings();
    standings.put(entry(Contender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    standings.put(entry(Contender.TEXTBOOK, Condition.STOPPED, cell(300, 1, true)));
    String svg = ContendersPlot.svg(standings);
    assertTrue(svg.contains("<svg"), svg);
  }

  private static Entry entry(Contender contender, Condition condition, Cell... cells) {
    return new Entry(contender, condition, List.of(cells), "", "as said");
  }

  private static Cell cell(double median, double shift, boolean hung) {
    return new Cell(median, 2 * median, 3 * median, shift, Double.NaN, 0, 0, 40, 0, 4, 12, hung);
  }
}
