package berkeley.recipes.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.testing.ManualSynchronizedClock;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LongIdGeneratorTest {

  private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final long YEARS_69 = 69L * 365 * 86_400_000_000_000L;

  private static LongIdGenerator at(Instant time, int node) throws IOException {
    return new LongIdGenerator(ManualSynchronizedClock.at(time), node, HighWaterMark.NONE);
  }

  @Property
  void anIdTellsItsTimeAndItsNode(
      @ForAll @LongRange(min = 0, max = YEARS_69) long nanos,
      @ForAll @IntRange(max = LongIdGenerator.MAX_NODE) int node)
      throws IOException {
    Instant time = FIRST.plusNanos(nanos);
    long id = at(time, node).getAsLong();
    assertTrue(id >= 0);
    assertEquals(node, LongIdGenerator.nodeOf(id));
    long off = Duration.between(LongIdGenerator.timeOf(id), time).toNanos();
    assertTrue(off >= 0 && off <= 61, () -> off + " ns");
  }

  @Property
  void laterIdsAreAboveWhoeverMadeThem(
      @ForAll @LongRange(min = 0, max = YEARS_69 / 2) long nanos,
      @ForAll @LongRange(min = 62, max = YEARS_69 / 2) long later,
      @ForAll @IntRange(max = LongIdGenerator.MAX_NODE) int one,
      @ForAll @IntRange(max = LongIdGenerator.MAX_NODE) int other)
      throws IOException {
    Instant time = FIRST.plusNanos(nanos);
    assertTrue(at(time, one).getAsLong() < at(time.plusNanos(later), other).getAsLong());
  }

  @Test
  void idsOfSeveralThreadsAndNodesAllDiffer() throws Exception {
    List<LongIdGenerator> generators = List.of(at(NOON, 0), at(NOON, 1));
    List<CompletableFuture<List<Long>>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      LongIdGenerator ids = generators.get(i % 2);
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                List<Long> mine = new ArrayList<>();
                for (int j = 0; j < 20_000; j++) {
                  mine.add(ids.getAsLong());
                }
                return mine;
              }));
    }
    Set<Long> made = new HashSet<>();
    for (CompletableFuture<List<Long>> each : all) {
      long before = -1;
      for (long id : each.get()) {
        assertTrue(id > before && made.add(id));
        before = id;
      }
    }
    assertEquals(80_000, made.size());
  }

  @Test
  void aLifeBeginsAboveTheOneBefore() throws IOException, ExecutionException {
    MemoryMark mark = new MemoryMark();
    ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);
    long last = new LongIdGenerator(clock, 3, mark).getAsLong();
    ManualSynchronizedClock earlier = ManualSynchronizedClock.at(NOON.minusSeconds(3_600));
    LongIdGenerator afterCrash = new LongIdGenerator(earlier, 3, mark);
    long next = afterCrash.getAsLong();
    assertTrue(next > last);
    afterCrash.close();
    assertEquals(next + 256, new LongIdGenerator(earlier, 3, mark).getAsLong());
  }

  @Test
  void whatHasNoIdSaysSo() throws IOException {
    assertThrows(DateTimeException.class, at(FIRST.minusNanos(1), 0)::getAsLong);
    assertThrows(DateTimeException.class, at(Instant.parse("2095-01-01T00:00:00Z"), 0)::getAsLong);
    assertThrows(IllegalArgumentException.class, () -> at(NOON, 256));
    assertThrows(IllegalArgumentException.class, () -> at(NOON, -1));
  }
}
