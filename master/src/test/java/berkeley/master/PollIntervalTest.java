package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PollIntervalTest {

  private static final long SECOND = 1_000_000_000L;

  /** For how long a correction promises that cluster time keeps its rate. */
  private static final long GOOD = 200 * SECOND;

  private static final RoundSpacing PACE =
      new RoundSpacing(Duration.ofSeconds(64), Duration.ofMillis(1));

  private final PollInterval poll = new PollInterval(ClockLimits.UNSTEERED);
  private long now;

  /** Reads as soon as it is due, in whole seconds, and tells for how long it waited. */
  private List<Long> readings(int count, long offset, long bound) {
    List<Long> waited = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long wait = Math.max(1, poll.nanos(PACE) / SECOND);
      now += wait * SECOND;
      poll.answered(now, offset, bound, GOOD);
      waited.add(wait);
    }
    return waited;
  }

  @Test
  void doublesOnceTheFrequencyIsKnownAndStopsAtTheLongest() {
    List<Long> waited = readings(24, 200, 20_000);

    assertEquals(List.of(1L, 1L, 2L, 4L, 8L, 16L, 33L), waited.subList(14, 21));
    assertTrue(waited.stream().allMatch(wait -> wait <= 64), waited.toString());
  }

  @Test
  void staysShortWhereTheBoundWouldPassTheLimit() {
    assertTrue(readings(40, 0, 20_000).get(39) > readings(40, 0, 150_000).get(39));
    assertEquals(1, readings(1, 0, 2_000_000).size());
    assertEquals(0, poll.nanos(PACE), "beyond the limit already");
  }

  @Test
  void isWhatItWasBeforeAfterAPoorReadingIsRepeated() {
    List<Long> before = readings(24, 200, 5_000);
    readings(1, 300_000, 400_000);
    long repeated = Math.max(1, poll.nanos(PACE) / SECOND);
    readings(1, 200, 5_000);

    assertTrue(repeated < before.get(23), repeated + " s");
    assertEquals(before.get(23), readings(1, 200, 5_000).get(0));
  }

  @Test
  void beginsAnewAfterASurprise() {
    readings(24, 200, 20_000);
    readings(1, 300_000, 20_000);

    assertEquals(0, poll.nanos(PACE));
    assertEquals(1, readings(16, 200, 20_000).get(15));
  }

  @Test
  void beginsAnewWhenToldTo() {
    readings(24, 200, 20_000);
    poll.restart();

    assertEquals(0, poll.nanos(PACE));
  }

  @Property
  void theBoundThatAMemberReckonsWithStaysWithinTheLimit(
      @ForAll @IntRange(min = 17, max = 60) int count,
      @ForAll @LongRange(min = 0, max = 250_000) long offset,
      @ForAll @LongRange(min = 100, max = 5_000_000) long bound) {
    PollInterval any = new PollInterval(ClockLimits.UNSTEERED);
    long at = 0;
    long step = SECOND;
    for (int i = 0; i < count; i++) {
      at += step;
      any.answered(at, offset, bound, GOOD);
      step = Math.max(SECOND, any.nanos(PACE));
    }
    long rest = any.nanos(PACE);
    long leastGrowth = (long) (rest * 2 * ClockLimits.UNSTEERED.wanderLimitRatio());

    assertTrue(rest <= PACE.longest().toNanos());
    assertTrue(rest == 0 || bound + leastGrowth <= PACE.boundLimit().toNanos(), rest + " ns");
  }

  @Test
  void saysWhichSettingIsOutOfItsRange() {
    Duration limit = Duration.ofMillis(1);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> new RoundSpacing(Duration.ofHours(2), limit))
            .getMessage()
            .startsWith("longest:"));
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new RoundSpacing(Duration.ofSeconds(1), Duration.ofNanos(10)))
            .getMessage()
            .startsWith("boundLimit:"));
  }
}
