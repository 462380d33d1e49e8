package berkeley.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynchronizedClockTest {

  private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

  private final FixedClock clock = new FixedClock();

  @Property
  void everyLongIsAnInstantAndComesBackUnchanged(@ForAll long nanos) {
    assertEquals(nanos, SynchronizedClock.toNanos(SynchronizedClock.toInstant(nanos)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -1_000_000_001,
        -1_000_000_000,
        -1,
        0,
        1,
        999_999_999,
        1_000_000_000,
        Long.MAX_VALUE
      })
  void theEdgesComeBackUnchanged(long nanos) {
    assertEquals(nanos, SynchronizedClock.toNanos(SynchronizedClock.toInstant(nanos)));
  }

  @Property
  void aLaterTimeIsALaterInstant(
      @ForAll long nanos, @ForAll @LongRange(min = 1, max = 2_000_000_000) long later) {
    if (nanos <= Long.MAX_VALUE - later) {
      assertEquals(
          Duration.ofNanos(later),
          Duration.between(
              SynchronizedClock.toInstant(nanos), SynchronizedClock.toInstant(nanos + later)));
    }
  }

  @Test
  void oneNanosecondBeforeTheEpochBelongsToTheSecondBefore() {
    assertEquals(Instant.ofEpochSecond(-1, 999_999_999), SynchronizedClock.toInstant(-1));
  }

  @Test
  void anInstantThatNoLongCanHoldIsRefused() {
    Instant tooLate = SynchronizedClock.toInstant(Long.MAX_VALUE).plusNanos(1);
    Instant tooEarly = SynchronizedClock.toInstant(Long.MIN_VALUE).minusNanos(1);

    assertThrows(ArithmeticException.class, () -> SynchronizedClock.toNanos(tooLate));
    assertThrows(ArithmeticException.class, () -> SynchronizedClock.toNanos(tooEarly));
    assertThrows(ArithmeticException.class, () -> SynchronizedClock.toNanos(Instant.MAX));
    assertThrows(ArithmeticException.class, () -> SynchronizedClock.toNanos(Instant.MIN));
  }

  @Property
  void millisAreThoseOfTheInstant(@ForAll long nanos) {
    clock.nanos = nanos;

    assertEquals(clock.instant().toEpochMilli(), clock.millis());
  }

  @Test
  void tellsTheSameTimeInEveryZone() {
    clock.nanos = 1_700_000_000_123_456_789L;
    Clock there = clock.withZone(KOLKATA);

    assertEquals(ZoneOffset.UTC, clock.getZone());
    assertEquals(KOLKATA, there.getZone());
    assertEquals(clock.instant(), there.instant());
    assertEquals(clock.millis(), there.millis());
  }

  @Test
  void withItsOwnZoneAClockIsItself() {
    Clock there = clock.withZone(KOLKATA);

    assertSame(clock, clock.withZone(ZoneOffset.UTC));
    assertSame(there, there.withZone(KOLKATA));
    assertSame(clock, there.withZone(ZoneOffset.UTC));
  }

  @Test
  void zonedClocksAreEqualWhenClockAndZoneAre() {
    Clock there = clock.withZone(KOLKATA);

    assertEquals(there, clock.withZone(KOLKATA));
    assertEquals(there.hashCode(), clock.withZone(KOLKATA).hashCode());
    assertNotEquals(there, clock.withZone(ZoneId.of("Europe/Berlin")));
    assertNotEquals(there, new FixedClock().withZone(KOLKATA));
  }

  @Test
  void aNewcomerHasNoTimeToGiveInAnyZone() {
    clock.newcomer = true;
    Clock there = clock.withZone(KOLKATA);

    assertThrows(DateTimeException.class, clock::instant);
    assertThrows(DateTimeException.class, clock::millis);
    assertThrows(DateTimeException.class, there::instant);
    assertThrows(DateTimeException.class, there::millis);
  }

  @Test
  void aZoneThatIsNullIsRefused() {
    assertThrows(NullPointerException.class, () -> clock.withZone(null));
  }

  private static final class FixedClock extends SynchronizedClock {

    private long nanos;
    private boolean newcomer;

    @Override
    public long nanos() {
      if (newcomer) {
        throw new DateTimeException("not yet");
      }
      return nanos;
    }

    @Override
    public TimeReading now() {
      return new TimeReading(nanos(), nanos(), nanos(), state(), "m", 1, 1, 0);
    }

    @Override
    public long earliestNanos() {
      return nanos();
    }

    @Override
    public long latestNanos() {
      return nanos();
    }

    @Override
    public long disruptions() {
      return 0;
    }

    @Override
    public boolean awaitBound(Duration limit, Duration timeout) {
      return !newcomer;
    }

    @Override
    public boolean awaitPast(Instant instant, Duration timeout) {
      return instant().isAfter(instant);
    }

    @Override
    public NodeState state() {
      return newcomer ? NodeState.NEWCOMER : NodeState.SYNCHRONISED;
    }

    @Override
    public boolean awaitSynchronized(Duration timeout) {
      return !newcomer;
    }

    @Override
    public void awaitPast(Instant instant) {
      throw new UnsupportedOperationException("a fixed clock never gets there");
    }

    @Override
    public void addListener(ClockListener listener) {
      throw new UnsupportedOperationException("its state never changes");
    }

    @Override
    public void removeListener(ClockListener listener) {
      throw new UnsupportedOperationException("none was added");
    }
  }
}
