package berkeley.recipes.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.testing.ManualSynchronizedClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HybridLogicalClockTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final long UNIT = 1 << 16;

  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);
  private final HybridLogicalClock hlc = new HybridLogicalClock(clock);

  @Test
  void aStampIsNotBeforeItsTimeAndCloseToIt() {
    long stamp = hlc.stamp();
    Duration after = Duration.between(NOON, HybridLogicalClock.timeOf(stamp));
    assertTrue(!after.isNegative() && after.toNanos() < UNIT, after::toString);
    assertEquals(0, HybridLogicalClock.counterOf(stamp));
    assertEquals(HybridLogicalClock.stampAt(NOON), stamp);
  }

  @Test
  void stampsCountWhileTimeStands() {
    long first = hlc.stamp();
    assertEquals(first + 1, hlc.stamp());
    assertEquals(2, HybridLogicalClock.counterOf(hlc.stamp()));
    clock.advance(Duration.ofMillis(1));
    long later = hlc.stamp();
    assertEquals(0, HybridLogicalClock.counterOf(later));
    assertEquals(later, hlc.newest());
  }

  @Test
  void aFullCounterGoesOnWithTheNextUnitOfTime() {
    long first = hlc.stamp();
    for (int i = 1; i < UNIT; i++) {
      hlc.stamp();
    }
    assertEquals(first + UNIT, hlc.stamp());
  }

  @Test
  void whatIsReceivedIsBelowWhatFollows() {
    long ahead = HybridLogicalClock.stampAt(NOON.plusMillis(300)) + 7;
    long received = hlc.receive(ahead);
    assertEquals(ahead + 1, received);
    assertTrue(hlc.stamp() > received);
  }

  @Test
  void aStampOfAWrongClockIsRefusedAndChangesNothing() {
    long before = hlc.stamp();
    long far = HybridLogicalClock.stampAt(NOON.plusMillis(1_001));
    StampAheadException refused = assertThrows(StampAheadException.class, () -> hlc.receive(far));
    assertTrue(refused.getMessage().contains("PT1.001"), refused::getMessage);
    assertThrows(StampAheadException.class, () -> hlc.receive(Long.MAX_VALUE));
    assertEquals(before + 1, hlc.stamp());
    assertEquals(before + 2, hlc.receive(Long.MIN_VALUE));
  }

  @Test
  void aNewcomerHasNoStamps() {
    HybridLogicalClock none =
        new HybridLogicalClock(ManualSynchronizedClock.newcomerAt(NOON), Duration.ofMillis(5));
    assertThrows(DateTimeException.class, none::stamp);
    assertThrows(DateTimeException.class, () -> none.receive(0));
    assertThrows(
        IllegalArgumentException.class, () -> new HybridLogicalClock(clock, Duration.ofDays(366)));
  }

  /** The paper's figure 5, literally, with the pair in place of the packed number. */
  private static final class Twin {
    private long l = Long.MIN_VALUE;
    private long c;

    List<Long> send(long pt) {
      long before = l;
      l = Math.max(before, pt);
      c = l == before ? c + 1 : 0;
      return List.of(l, c);
    }

    List<Long> receive(long pt, long ml, long mc) {
      long before = l;
      l = Math.max(Math.max(before, ml), pt);
      if (l == before && l == ml) {
        c = Math.max(c, mc) + 1;
      } else if (l == before) {
        c = c + 1;
      } else if (l == ml) {
        c = mc + 1;
      } else {
        c = 0;
      }
      return List.of(l, c);
    }
  }

  private static List<Long> pair(long stamp) {
    return List.of(
        stamp - HybridLogicalClock.counterOf(stamp), (long) HybridLogicalClock.counterOf(stamp));
  }

  @Property(tries = 300)
  void itDoesWhatThePaperDoes(@ForAll long seed) {
    Random random = new Random(seed);
    int nodes = 3;
    List<ManualSynchronizedClock> clocks = new ArrayList<>();
    List<HybridLogicalClock> ours = new ArrayList<>();
    List<Twin> twins = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      clocks.add(ManualSynchronizedClock.at(NOON.plusNanos(random.nextInt(400_000_000))));
      ours.add(new HybridLogicalClock(clocks.get(i)));
      twins.add(new Twin());
    }
    List<Long> sent = new ArrayList<>();
    for (int event = 0; event < 200; event++) {
      int node = random.nextInt(nodes);
      clocks.get(node).advance(Duration.ofNanos(random.nextInt(4) * random.nextLong(100_000)));
      long pt = HybridLogicalClock.stampAt(clocks.get(node).instant());
      if (sent.isEmpty() || random.nextBoolean()) {
        long stamp = ours.get(node).stamp();
        assertEquals(twins.get(node).send(pt), pair(stamp));
        sent.add(stamp);
      } else {
        long message = sent.get(random.nextInt(sent.size()));
        List<Long> parts = pair(message);
        assertEquals(
            twins.get(node).receive(pt, parts.get(0), parts.get(1)),
            pair(ours.get(node).receive(message)));
      }
    }
  }
}
