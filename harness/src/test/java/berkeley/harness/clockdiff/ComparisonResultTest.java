package berkeley.harness.clockdiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Probe;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Two clocks read by turns. */
final class ComparisonResultTest {

  @Test
  void theOffsetIsThatOfTheFirstAgainstTheSecond() {
    ComparisonResult found =
        ComparisonResult.of(
            List.of(new Probe(1_000, 1_200, 6_103)), List.of(new Probe(1_300, 1_500, 1_407)));

    assertEquals(5_003 - 7, found.offsetNanos());
    assertEquals(100 + 100 + 2 + 1, found.errorBoundNanos());
  }

  @Test
  void aPairWithSmallRoundTripsIsPreferred() {
    Probe slow = new Probe(0, 50_000, 123);
    Probe quick = new Probe(60_000, 60_100, 60_051);

    ComparisonResult found = ComparisonResult.of(List.of(slow, quick), List.of(slow, quick));

    assertEquals(100, found.rttNanos());
    assertEquals(100, found.otherRttNanos());
    assertEquals(0, found.offsetNanos());
  }

  @Test
  void withoutReadingsThereIsNothingToSay() {
    assertThrows(IllegalArgumentException.class, () -> ComparisonResult.of(List.of(), List.of()));
  }

  /** Whatever the ways take, and with the rates off by as much as is allowed. */
  @Property(tries = 300)
  void theBoundHolds(@ForAll long seed) {
    Random random = new Random(seed);
    long ahead = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
    double rate = random.nextDouble(-1, 1) * ComparisonResult.RATE_LIMIT_PPM * 1e-6;
    List<Probe> one =
        IntStream.range(0, 8).mapToObj(i -> probe(random, i * 400_000L, ahead, rate)).toList();
    List<Probe> other =
        IntStream.range(0, 8).mapToObj(i -> probe(random, i * 400_000L, 0, -rate)).toList();

    ComparisonResult found = ComparisonResult.of(one, other);

    long drifts = (long) (2 * Math.abs(rate) * 4_000_000);
    assertTrue(
        Math.abs(found.offsetNanos() - ahead) <= found.errorBoundNanos() + drifts, "seed " + seed);
  }

  private static Probe probe(Random random, long sent, long ahead, double rate) {
    long out = random.nextLong(1, 100_000);
    long back = random.nextLong(1, 100_000);
    long read = sent + out;
    return new Probe(sent, read + back, read + ahead + (long) (read * rate));
  }
}
