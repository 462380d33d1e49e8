package berkeley.recipes.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.testing.ManualSynchronizedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UuidGeneratorTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);

  @Test
  void anIdIsAUuidOfVersion7() throws IOException {
    UUID id = new UuidGenerator(clock, HighWaterMark.NONE).get();
    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(NOON.toEpochMilli(), id.getMostSignificantBits() >>> 16);
    // RFC 9562, section 6.2, method 3: the fraction of the millisecond, of 4,096.
    assertEquals(456_789 * 4_096 / 1_000_000, id.getMostSignificantBits() & 0xFFF);
  }

  @Property
  void anIdKeepsItsTimeToTheNanosecond(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long nanos) throws IOException {
    Instant time = Instant.EPOCH.plusNanos(nanos);
    UUID id = new UuidGenerator(ManualSynchronizedClock.at(time), HighWaterMark.NONE).get();
    assertEquals(time, UuidGenerator.timeOf(id));
  }

  @Property
  void laterIdsAreAboveEarlierOnes(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long nanos,
      @ForAll @LongRange(min = 0, max = 3_000_000) long later)
      throws IOException {
    ManualSynchronizedClock manual = ManualSynchronizedClock.at(Instant.EPOCH.plusNanos(nanos));
    UuidGenerator ids = new UuidGenerator(manual, HighWaterMark.NONE);
    UUID first = ids.get();
    manual.advance(Duration.ofNanos(later));
    UUID second = ids.get();
    assertTrue(first.compareTo(second) < 0);
    assertTrue(first.toString().compareTo(second.toString()) < 0);
  }

  @Test
  void whereTimeStandsIdsRunAheadOfIt() throws IOException {
    UuidGenerator ids = new UuidGenerator(clock, HighWaterMark.NONE);
    UUID before = ids.get();
    for (int i = 1; i <= 10_000; i++) {
      UUID next = ids.get();
      assertTrue(before.compareTo(next) < 0);
      assertEquals(NOON.plusNanos(i), UuidGenerator.timeOf(next));
      before = next;
    }
  }

  @Test
  void generatorsOfOneInstantMakeDifferentIds() throws IOException {
    Set<UUID> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertTrue(made.add(new UuidGenerator(clock, HighWaterMark.NONE, i, 7L * i).get()));
    }
  }

  @Test
  void aLifeBeginsAboveTheOneBefore() throws IOException {
    MemoryMark mark = new MemoryMark();
    UUID last = new UuidGenerator(clock, mark).get();
    // The cluster has begun anew, with another time.
    ManualSynchronizedClock earlier = ManualSynchronizedClock.at(NOON.minusSeconds(3_600));
    UuidGenerator afterCrash = new UuidGenerator(earlier, mark);
    UUID next = afterCrash.get();
    assertTrue(last.compareTo(next) < 0);
    assertEquals(NOON.plusSeconds(UuidGenerator.RESERVE_SECONDS), UuidGenerator.timeOf(next));
    afterCrash.close();
    UUID afterClose = new UuidGenerator(earlier, mark).get();
    assertEquals(UuidGenerator.timeOf(next).plusNanos(1), UuidGenerator.timeOf(afterClose));
  }

  @Test
  void theMarkIsStoredOnceForManyIds() throws IOException {
    MemoryMark mark = new MemoryMark();
    UuidGenerator ids = new UuidGenerator(clock, mark);
    for (int i = 0; i < 1_000; i++) {
      clock.advance(Duration.ofMillis(4));
      ids.get();
    }
    assertEquals(1, mark.stores);
    clock.advance(Duration.ofSeconds(2));
    ids.get();
    assertEquals(2, mark.stores);
  }

  @Test
  void noIdIsMadeThatALaterLifeCouldRepeat() throws IOException {
    MemoryMark mark = new MemoryMark();
    UuidGenerator ids = new UuidGenerator(clock, mark);
    mark.fail(true);
    assertThrows(UncheckedIOException.class, ids::get);
    assertThrows(UncheckedIOException.class, ids::get);
    mark.fail(false);
    assertEquals(7, ids.get().version());
    ids.close();
    assertThrows(IllegalStateException.class, ids::get);
    ids.close();
  }

  @Test
  void thereIsNoIdWithoutATime() throws IOException {
    UuidGenerator newcomer =
        new UuidGenerator(ManualSynchronizedClock.newcomerAt(NOON), HighWaterMark.NONE);
    assertThrows(DateTimeException.class, newcomer::get);
    UuidGenerator before1970 =
        new UuidGenerator(
            ManualSynchronizedClock.at(Instant.EPOCH.minusNanos(1)), HighWaterMark.NONE);
    assertTrue(
        assertThrows(DateTimeException.class, before1970::get).getMessage().contains("1969"));
  }
}
