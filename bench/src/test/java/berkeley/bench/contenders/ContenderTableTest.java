package berkeley.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContenderTableTest {

  @Test
  void a_later_run_replaces_its_own_results_and_leaves_the_others() throws Exception {
    ContenderTable before = new ContenderTable();
    before.put(entry(ClockContender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    before.put(entry(ClockContender.TEXTBOOK, Condition.QUIET, cell(400, 1, false)));
    String written = JSON.std.asString(Map.of("results", before.toList()));

    ContenderTable after = ContenderTable.of(JSON.std.mapFrom(written));
    assertEquals(before.all(), after.all());
    after.put(entry(ClockContender.INTERSECTION, Condition.QUIET, cell(4, 1, false)));

    ContenderResult textbook =
        after.measured(ClockContender.TEXTBOOK, Condition.QUIET).orElseThrow();
    assertEquals(100, after.toOurs(textbook));
    assertEquals(2, after.all().size());
  }

  @Test
  void a_row_has_the_median_of_the_windows_and_their_range() {
    ContenderTable standings = new ContenderTable();
    ContenderResult entry =
        entry(
            ClockContender.TEXTBOOK,
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
    ContenderTable standings = new ContenderTable();
    ContenderResult hung = entry(ClockContender.TEXTBOOK, Condition.STOPPED, cell(5, 1, true));
    assertEquals("hangs: no round ends any more.", standings.row(hung)[10]);
    ContenderResult none =
        new ContenderResult(
            ClockContender.RAW_TCP, Condition.LIAR, List.of(), "not applicable: so", "");
    assertFalse(none.isMeasured());
    assertEquals("-", standings.row(none)[2]);
    assertEquals("not applicable: so", standings.row(none)[10]);
  }

  @Test
  void contenders_that_take_part_no_more_are_dropped() {
    Map<String, Object> stranger =
        Map.of("contender", "sundial", "condition", "quiet", "windows", List.of());
    assertTrue(ContenderTable.of(Map.of("results", List.of(stranger))).all().isEmpty());
  }

  @Test
  void the_figures_asked_for_are_judged_as_far_as_they_are_known() {
    ContenderTable standings = new ContenderTable();
    assertTrue(Targets.judge(standings).reached());
    standings.put(entry(ClockContender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    standings.put(entry(ClockContender.HAZELCAST, Condition.QUIET, cell(1_001, 1, false)));
    standings.put(entry(ClockContender.INTERSECTION, Condition.LIAR, cell(2, 9, false)));
    assertTrue(Targets.judge(standings).reached());
    assertEquals(2, Targets.judge(standings).lines().size());
    standings.put(entry(ClockContender.HAZELCAST, Condition.QUIET, cell(999, 1, false)));
    assertFalse(Targets.judge(standings).reached());
    standings.put(entry(ClockContender.HAZELCAST, Condition.QUIET, cell(1_001, 1, false)));
    standings.put(entry(ClockContender.INTERSECTION, Condition.LIAR, cell(2, 11, false)));
    assertFalse(Targets.judge(standings).reached());
  }

  @Test
  void the_picture_is_drawn_of_whatever_there_is() throws Exception {
    ContenderTable standings = new ContenderTable();
    standings.put(entry(ClockContender.INTERSECTION, Condition.QUIET, cell(2, 1, false)));
    standings.put(entry(ClockContender.TEXTBOOK, Condition.STOPPED, cell(300, 1, true)));
    String svg = ContendersPlot.svg(standings);
    assertTrue(svg.contains("<svg"), svg);
  }

  private static ContenderResult entry(
      ClockContender contender, Condition condition, ContenderWindow... cells) {
    return new ContenderResult(contender, condition, List.of(cells), "", "as said");
  }

  private static ContenderWindow cell(double median, double shift, boolean hung) {
    return new ContenderWindow(
        median, 2 * median, 3 * median, shift, Double.NaN, 0, 0, 40, 0, 4, 12, hung);
  }
}
