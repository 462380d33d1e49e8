package berkeley.simulator.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ClusterTimeSetTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long RATE_PPB = 300_000;
  private static final NodeLife A = new NodeLife("a", 1);
  private static final NodeLife B = new NodeLife("b", 1);

  /** One look: so long after the one before, so long a call, and an interval about true time. */
  record Look(long waitNanos, long callNanos, long middle, long halfWidth) {}

  record Seen(long before, long after, long earliest, long latest) {}

  private final ClusterTimeSet set = new ClusterTimeSet(RATE_PPB);

  @Test
  void growsByTheLimitOfTheRate() {
    set.narrow(0, 0, 1_000, 2_000, A);
    assertEquals(1_000 + SECOND - 300_000, set.lowAt(SECOND));
    assertEquals(2_000 + SECOND + 300_000, set.highAt(SECOND));
    assertEquals(0, set.miss(SECOND, SECOND, 0, 1_000 + SECOND - 300_000));
    assertEquals(1, set.miss(SECOND, SECOND, 0, 1_000 + SECOND - 300_001));
  }

  @Test
  void roundingDoesNotAddUp() {
    for (int i = 0; i <= 1_000_000; i++) {
      long now = 1_000L * i;
      set.narrow(now, now, now, Long.MAX_VALUE, A);
    }
    long end = 1_000_000_000L;
    assertEquals(end, set.lowAt(end));
    set.forget();
    set.narrow(0, 0, 0, 0, A);
    for (int i = 1; i <= 1_000_000; i++) {
      set.narrow(1_000L * i, 1_000L * i, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, B);
    }
    assertEquals(end - 300_000, set.lowAt(end));
    assertEquals(end + 300_000, set.highAt(end));
  }

  @Test
  void aCallThatTakesLongWidensItsInterval() {
    set.narrow(0, 0, 0, 0, A);
    assertTrue(set.miss(5_000, 5_000, 900, 1_000) > 0);
    assertTrue(set.miss(900, 5_000, 900, 1_000) <= 0);
  }

  @Test
  void namesTheLifeThatIsExcluded() {
    set.narrow(0, 0, 0, 100, A);
    set.narrow(0, 0, -50, 50, B);
    assertEquals(A, set.excluded(0, 0, -20, -10));
    assertEquals(B, set.excluded(0, 0, 60, 70));
    assertNull(set.excluded(0, 0, 20, 30));
  }

  @Test
  void afterAContradictionItContainsBothUntilOthersNarrowIt() {
    set.narrow(0, 0, 0, 10, A);
    set.widen(0, 0, 90, 100, B);
    assertTrue(set.miss(0, 0, 0, 10) <= 0);
    assertTrue(set.miss(0, 0, 90, 100) <= 0);
    set.narrow(0, 0, 2, 8, A);
    assertEquals(82, set.miss(0, 0, 90, 100));
  }

  @Test
  void hostileValuesAndHundredsOfYearsDoNotOverflow() {
    long[] hostile = {
      Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };
    for (long before : hostile) {
      for (long earliest : hostile) {
        for (long latest : hostile) {
          set.miss(before, Long.MAX_VALUE, earliest, latest);
          set.narrow(before, Long.MAX_VALUE, earliest, latest, A);
          set.widen(Long.MIN_VALUE, before, earliest, latest, B);
          assertTrue(set.lowAt(Long.MAX_VALUE) >= set.lowAt(Long.MIN_VALUE));
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Look>> looks() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 2 * SECOND),
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.longs().between(-200_000, 200_000),
            Arbitraries.longs().between(0, 400_000))
        .as(Look::new)
        .list()
        .ofMaxSize(30);
  }

  /**
   * Looks at instants, one after the other: the set is empty when two of them exclude each other.
   */
  @Property
  void findsAContradictionIfANaiveTwinDoes(@ForAll("looks") List<Look> looks) {
    ClusterTimeSet fresh = new ClusterTimeSet(RATE_PPB);
    List<Seen> history = new ArrayList<>();
    long now = 0;
    for (Look look : looks) {
      now += look.waitNanos();
      Seen seen = seen(look, now, now);
      assertEquals(
          history.stream().anyMatch(earlier -> excludes(earlier, seen)),
          fresh.miss(now, now, seen.earliest(), seen.latest()) > 0);
      if (fresh.miss(now, now, seen.earliest(), seen.latest()) <= 0) {
        fresh.narrow(now, now, seen.earliest(), seen.latest(), A);
        history.add(seen);
      }
    }
  }

  /** Calls that take time and overlap: what it finds, the twin finds. */
  @Property
  void neverFindsWhatANaiveTwinDoesNot(@ForAll("looks") List<Look> looks) {
    ClusterTimeSet fresh = new ClusterTimeSet(RATE_PPB);
    List<Seen> history = new ArrayList<>();
    long now = 0;
    for (Look look : looks) {
      now += look.waitNanos() % 700;
      Seen seen = seen(look, now - look.callNanos(), now);
      boolean found = fresh.miss(seen.before(), seen.after(), seen.earliest(), seen.latest()) > 0;
      assertTrue(!found || history.stream().anyMatch(earlier -> excludes(earlier, seen)));
      if (!found) {
        fresh.narrow(seen.before(), seen.after(), seen.earliest(), seen.latest(), A);
        history.add(seen);
      }
    }
  }

  private static Seen seen(Look look, long before, long after) {
    long middle = after + look.middle();
    return new Seen(before, after, middle - look.halfWidth(), middle + look.halfWidth());
  }

  private static boolean excludes(Seen one, Seen other) {
    return isAbove(one, other) || isAbove(other, one);
  }

  /**
   * Whether cluster time cannot fall from one's lower end to the other's upper end, or not rise.
   */
  private static boolean isAbove(Seen one, Seen other) {
    BigDecimal rate = BigDecimal.valueOf(RATE_PPB, 9);
    BigDecimal elapsed =
        BigDecimal.valueOf(other.before()).subtract(BigDecimal.valueOf(one.after()));
    BigDecimal slope =
        elapsed.signum() >= 0 ? BigDecimal.ONE.subtract(rate) : BigDecimal.ONE.add(rate);
    BigDecimal least =
        BigDecimal.valueOf(one.earliest())
            .add(elapsed.multiply(slope))
            .setScale(0, RoundingMode.FLOOR);
    return least.compareTo(BigDecimal.valueOf(other.latest())) > 0;
  }
}
