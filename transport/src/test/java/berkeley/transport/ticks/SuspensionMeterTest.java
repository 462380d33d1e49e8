package berkeley.transport.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/**
 * Three clocks of a host, moved by hand: the raw one, the steered one, and that with suspensions.
 */
class SuspensionMeterTest {

  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private long raw = 77 * SECOND;
  private long monotonic = 40 * SECOND;
  private long boot = 90 * SECOND;
  private int readings;

  /** How long this thread loses the processor at its next readings of a clock. */
  private final Queue<Long> delays = new ArrayDeque<>();

  private final SuspensionMeter meter =
      new SuspensionMeter(
          raw,
          () -> {
            delayed();
            return monotonic;
          },
          () -> {
            delayed();
            return boot;
          });

  private void delayed() {
    readings++;
    Long delay = delays.poll();
    pass(delay == null ? 30 : delay, 0);
  }

  private void pass(long nanos, double steeredPpm) {
    raw += nanos;
    long steered = nanos + Math.round(nanos * steeredPpm * 1e-6);
    monotonic += steered;
    boot += steered;
  }

  private void suspend(long nanos) {
    boot += nanos;
  }

  private long total() {
    return meter.totalAt(raw);
  }

  private void assertTold(long nanos) {
    long total = total();
    assertTrue(Math.abs(total - nanos) < 100 * MICRO, () -> total + " ns");
  }

  @Test
  void aHostThatWasNeverSuspendedSaysZero() {
    for (int i = 0; i < 100; i++) {
      pass(37 * MILLI, 0);
      assertEquals(0, total());
    }
  }

  @Test
  void aSuspensionIsToldAtTheFirstReadingAfterIt() {
    pass(50 * MILLI, 0);
    assertEquals(0, total());
    suspend(300 * MILLI);

    assertTold(300 * MILLI);
  }

  @Test
  void suspensionsAddUp() {
    suspend(3_600 * SECOND);
    total();
    pass(SECOND, 0);
    suspend(2 * SECOND);

    assertTold(3_602 * SECOND);
  }

  /** chrony slews by up to 83,333 ppm unless it is told otherwise; the kernel bears 100,000. */
  @Test
  void aCounterThatIsSteeredAsFarAsTheKernelAllowsIsNoSuspension() {
    for (int i = 0; i < 1_000; i++) {
      pass(73 * MILLI, i % 2 == 0 ? 100_000 : -100_000);
      assertEquals(0, total());
    }
    pass(3_600 * SECOND, 100_000);
    assertEquals(0, total());
  }

  @Test
  void aThreadThatLosesTheProcessorBetweenTwoReadingsIsNoSuspension() {
    for (int lost = 0; lost < 12; lost++) {
      for (int i = 0; i < lost; i++) {
        delays.add(5L);
      }
      delays.add(400 * MILLI);
      pass(SECOND, 0);
      assertEquals(0, total());
      delays.clear();
    }
  }

  @Test
  void betweenTwoMeasurementsOneClockIsRead() {
    pass(SECOND, 0);
    total();
    readings = 0;
    for (int i = 0; i < 10; i++) {
      pass(MILLI, 0);
      total();
    }

    assertEquals(10, readings);
  }

  @Test
  void aShortSuspensionIsToldWithinATenthOfASecond() {
    pass(99 * MILLI, 0);
    total();
    suspend(3 * MILLI);
    pass(101 * MILLI, 0);

    assertTrue(total() >= 2_900 * MICRO);
  }
}
