package berkeley.api.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.TimeInterval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static final Instant NOON = Instant.parse("2020-01-01T12:00:00Z");

  @Test
  void anOffsetIsPositiveForTheClockThatIsAhead() {
    var ahead = new Reading(1_000, 5_030);
    var behind = new Reading(1_000, 5_000);

    assertEquals(30, ahead.offsetAgainst(behind));
    assertEquals(-30, behind.offsetAgainst(ahead));
  }

  @Test
  void anOffsetDoesNotDependOnWhichOfTheTwoWasReadFirst() {
    var first = new Reading(1_000, 5_030);
    var later = new Reading(1_400, 5_400);

    assertEquals(30, first.offsetAgainst(later));
  }

  @Property
  void anOffsetIsExactHoweverFarApartTicksAndTimesLie(
      @ForAll long ticks, @ForAll long time, @ForAll long elapsed, @ForAll long offset) {
    var reference = new Reading(ticks, time);
    var reading = new Reading(ticks + elapsed, time + elapsed + offset);

    assertEquals(offset, reading.offsetAgainst(reference));
  }

  @Test
  void anIntervalKnowsWhatIsCertainlyPastAndWhatIsCertainlyToCome() {
    var interval = new TimeInterval(NOON, NOON.plusMillis(2));

    assertTrue(interval.isPast(NOON.minusNanos(1)));
    assertFalse(interval.isPast(NOON), "cluster time may be noon right now");
    assertFalse(interval.isBefore(NOON.plusMillis(2)), "cluster time may have got there");
    assertTrue(interval.isBefore(NOON.plusMillis(2).plusNanos(1)));
  }

  @Test
  void anIntervalMayBeAPointButNotUpsideDown() {
    assertEquals(NOON, new TimeInterval(NOON, NOON).latest());
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> new TimeInterval(NOON, NOON.minusNanos(1)));

    assertEquals(
        "latest 2020-01-01T11:59:59.999999999Z is before earliest 2020-01-01T12:00:00Z",
        refusal.getMessage());
  }

  @Test
  void aRoundReportDoesNotChangeWithTheListItWasMadeFrom() {
    List<MemberReport> members = new ArrayList<>(List.of(MemberReport.unreachable("a", "silent")));
    var report = new RoundReport(1, 1, "m", 0, 0, 0, members);

    members.clear();

    assertEquals(List.of(MemberReport.unreachable("a", "silent")), report.members());
  }

  @Test
  void aRefusalCarriesBothTermsAndNamesTheMasterThatIsObeyed() {
    var refusal = new StaleTermException(3, 5, "b");

    assertEquals(3, refusal.refusedTerm());
    assertEquals(5, refusal.obeyedTerm());
    assertEquals("refused term 3: this node obeys term 5 of b", refusal.getMessage());
    assertEquals(
        "refused term 3: this node obeys term 5", new StaleTermException(3, 5, "").getMessage());
  }
}
