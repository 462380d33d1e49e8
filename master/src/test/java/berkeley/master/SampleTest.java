package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.api.environment.Probe;
import berkeley.api.wire.Statement;
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
    Statement steady = new Statement(1, 2, 3_000, true);
    when(clock.clusterAt(10)).thenReturn(new ClusterTime(1_000, 0, steady));
    when(clock.clusterAt(210)).thenReturn(new ClusterTime(1_200, 0, steady));

    assertEquals(
        new Sample(5_100, 4_000, 100, 200, steady), Sample.of(new Probe(10, 210, 5_100), clock));
  }

  @Test
  void whatTheMasterDoesNotKnowOfClusterTimeIsPartOfTheBoundAsItWasAtEitherEnd() {
    MasterClock clock = mock(MasterClock.class);
    when(clock.clusterAt(10)).thenReturn(new ClusterTime(1_000, 50, new Statement(1, 2, 0, true)));
    when(clock.clusterAt(210)).thenReturn(new ClusterTime(1_230, 20, new Statement(1, 2, 0, true)));

    Sample sample = Sample.of(new Probe(10, 210, 5_100), clock);

    assertEquals(150, sample.errorBoundNanos());
    assertEquals(5_100 - 1_100, sample.offsetNanos());
  }

  @Test
  void acrossTheBeginningOfAPhaseNothingIsPromised() {
    MasterClock clock = mock(MasterClock.class);
    when(clock.clusterAt(10)).thenReturn(new ClusterTime(1_000, 0, new Statement(1, 2, 9, true)));
    when(clock.clusterAt(210)).thenReturn(new ClusterTime(1_200, 0, new Statement(1, 3, 9, true)));

    assertEquals(0, Sample.of(new Probe(10, 210, 5_100), clock).statement().goodForNanos());
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
