package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.api.environment.Probe;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void aProbeTakesTheAnswerForTheMiddleOfTheRoundTrip() {
    var sample = Sample.of(1_000, 1_200, 5_100);

    assertEquals(200, sample.rttNanos());
    assertEquals(4_000, sample.offsetNanos(), "ahead, hence positive");
    assertEquals(-900, Sample.of(1_000, 1_200, 200).offsetNanos(), "behind, hence negative");
  }

  @Test
  void aProbeIsDatedByTheMastersClock() {
    MasterClock clock = mock(MasterClock.class);
    when(clock.timeAt(10)).thenReturn(1_000L);
    when(clock.timeAt(13)).thenReturn(1_200L);

    assertEquals(Sample.of(1_000, 1_200, 5_100), Sample.of(new Probe(10, 13, 5_100), clock));
  }

  @Test
  void theFastestProbeOfABurstIsTheSample() {
    var burst = List.of(Sample.of(0, 900, 1), Sample.of(1_000, 1_101, 2_050), Sample.of(0, 500, 3));

    assertEquals(
        Optional.of(new Sample(2_050, 1_000, 51 + 7, 101)),
        Sample.best(burst, 7),
        "half the round trip, rounded up, and the granularity");
  }

  @Test
  void anEmptyBurstIsNoSample() {
    assertEquals(Optional.empty(), Sample.best(List.of(), 1));
  }

  @Property
  void theTrueOffsetIsWithinTheBoundWhateverTheDelaysAndHoweverCoarseTheClock(
      @ForAll @LongRange(min = -HOUR, max = HOUR) long offset,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long there,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long back,
      @ForAll @LongRange(min = 0, max = 1L << 60) long sent,
      @ForAll @IntRange(min = 0, max = 7) int decimals) {
    long step = Math.round(Math.pow(10, decimals));
    long exact = sent + there + offset;
    long shown = exact - Math.floorMod(exact, step);
    var granularity = new Granularity();
    granularity.seen(shown);
    var only = Sample.of(sent, sent + there + back, shown);

    Sample sample = Sample.best(List.of(only), granularity.nanos()).orElseThrow();

    assertTrue(Math.abs(sample.offsetNanos() - offset) <= sample.errorBoundNanos());
  }

  @Property
  void granularityIsNeverThoughtFinerThanItIs(
      @ForAll @Size(min = 1, max = 50) List<Long> times,
      @ForAll @IntRange(min = 0, max = 9) int decimals) {
    long step = Math.round(Math.pow(10, decimals));
    var granularity = new Granularity();

    times.forEach(time -> granularity.seen(time / step * step));

    assertTrue(granularity.nanos() >= step);
  }

  @Test
  void granularityIsLearntFromTheFirstReadingsThatGiveItAway() {
    var granularity = new Granularity();
    granularity.seen(1_700_000_000_000_000_000L);
    assertEquals(1_000_000_000, granularity.nanos(), "may count in seconds");

    granularity.seen(1_700_000_000_123_000_000L);
    assertEquals(1_000_000, granularity.nanos(), "a millisecond clock");
    granularity.seen(-1_000_000);
    assertEquals(1_000_000, granularity.nanos());

    granularity.seen(1_700_000_000_123_456_789L);
    assertEquals(1, granularity.nanos());
    granularity.seen(1_700_000_000_000_000_000L);
    assertEquals(1, granularity.nanos(), "for good");
  }
}
