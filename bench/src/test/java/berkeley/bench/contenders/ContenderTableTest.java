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
  void aLaterRunReplacesItsOwnResultsAndLeavesTheOthers() throws Exception {
    ContenderTable before = new ContenderTable();
    before.put(entry(ClockContender.INTERSECTION, Condition.QUIET, window(2, 1, false)));
    before.put(entry(ClockContender.TEXTBOOK, Condition.QUIET, window(400, 1, false)));
    String written = JSON.std.asString(Map.of("results", before.toList()));

    ContenderTable after = ContenderTable.of(JSON.std.mapFrom(written));
    assertEquals(before.all(), after.all());
    after.put(entry(ClockContender.INTERSECTION, Condition.QUIET, window(4, 1, false)));

    ContenderResult textbook =
        after.measured(ClockContender.TEXTBOOK, Condition.QUIET).orElseThrow();
    assertEquals(100, after.toOurs(textbook));
    assertEquals(2, after.all().size());
  }

  @Test
  void aRowHasTheMedianOfTheWindowsAndTheirRange() {
    ContenderTable results = new ContenderTable();
    ContenderResult entry =
        entry(
            ClockContender.TEXTBOOK,
            Condition.QUIET,
            window(5, 1, false),
            window(300, 1, false),
            window(20, 7, false));
    results.put(entry);
    String[] row = results.row(entry);
    assertEquals("20.0 (5.00 to 300)", row[2]);
    assertEquals("7.00", row[5]);
    assertEquals("", row[10]);
  }

  @Test
  void whatHangsAndWhatMakesNoSenseIsSaidInWords() {
    ContenderTable results = new ContenderTable();
    ContenderResult hung = entry(ClockContender.TEXTBOOK, Condition.STOPPED, window(5, 1, true));
    assertEquals("hangs: no round ends any more.", results.row(hung)[10]);
    ContenderResult none =
        new ContenderResult(
            ClockContender.RAW_TCP, Condition.LIAR, List.of(), "not applicable: so", "");
    assertFalse(none.isMeasured());
    assertEquals("-", results.row(none)[2]);
    assertEquals("not applicable: so", results.row(none)[10]);
  }

  @Test
  void contendersThatTakePartNoMoreAreDropped() {
    Map<String, Object> stranger =
        Map.of("contender", "sundial", "condition", "quiet", "windows", List.of());
    assertTrue(ContenderTable.of(Map.of("results", List.of(stranger))).all().isEmpty());
  }

  @Test
  void theFiguresAskedForAreJudgedAsFarAsTheyAreKnown() {
    ContenderTable results = new ContenderTable();
    assertTrue(Targets.judge(results).reached());
    results.put(entry(ClockContender.INTERSECTION, Condition.QUIET, window(2, 1, false)));
    results.put(entry(ClockContender.HAZELCAST, Condition.QUIET, window(1_001, 1, false)));
    results.put(entry(ClockContender.INTERSECTION, Condition.LIAR, window(2, 9, false)));
    assertTrue(Targets.judge(results).reached());
    assertEquals(2, Targets.judge(results).lines().size());
    results.put(entry(ClockContender.HAZELCAST, Condition.QUIET, window(999, 1, false)));
    assertFalse(Targets.judge(results).reached());
    results.put(entry(ClockContender.HAZELCAST, Condition.QUIET, window(1_001, 1, false)));
    results.put(entry(ClockContender.INTERSECTION, Condition.LIAR, window(2, 11, false)));
    assertFalse(Targets.judge(results).reached());
  }

  @Test
  void thePictureIsDrawnOfWhateverThereIs() throws Exception {
    ContenderTable results = new ContenderTable();
    results.put(entry(ClockContender.INTERSECTION, Condition.QUIET, window(2, 1, false)));
    results.put(entry(ClockContender.TEXTBOOK, Condition.STOPPED, window(300, 1, true)));
    String svg = ContendersPlot.svg(results);
    assertTrue(svg.contains("<svg"), svg);
  }

  private static ContenderResult entry(
      ClockContender contender, Condition condition, ContenderWindow... windows) {
    return new ContenderResult(contender, condition, List.of(windows), "", "as said");
  }

  private static ContenderWindow window(double median, double shift, boolean hung) {
    return new ContenderWindow(
        median, 2 * median, 3 * median, shift, Double.NaN, 0, 0, 40, 0, 4, 12, hung);
  }
}
