package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe.BurstLength;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberBurstTest {

  private static final RoundSpacing LENGTHENING =
      new RoundSpacing(Duration.ofSeconds(64), Duration.ofMillis(1));

  private final Member member = new Member("a", mock(PeerAddress.class), ClockLimits.UNSTEERED);

  private void settle(long rttNanos) {
    for (int i = 0; i < PollInterval.SETTLING_READINGS; i++) {
      member.answered(List.of(Sample.of(0, rttNanos, 17)), 1_000_000_000L, i);
      member.poll().answered(i * 1_000_000_000L, 0, rttNanos / 2, 0);
    }
  }

  @Test
  void endsWithAQuickProbeOnceThereAreAFew() {
    BurstLength length = BurstLength.upTo(8, 40_000);

    assertFalse(length.isReached(2, 40_000));
    assertTrue(length.isReached(3, 60_000));
    assertFalse(length.isReached(7, 60_001));
    assertTrue(length.isReached(8, 60_001));
  }

  @Test
  void isWorthAnotherLookOnlyIfItWasFarSlowerThanUsual() {
    BurstLength length = BurstLength.upTo(8, 40_000);

    assertFalse(length.isDisturbed(120_000));
    assertTrue(length.isDisturbed(120_002));
    assertFalse(BurstLength.fixed(8).isDisturbed(1_000_000_000));
  }

  @Test
  void isNeverMoreThanWasAskedFor() {
    assertTrue(BurstLength.upTo(1, 40_000).isReached(1, 1_000_000));
    assertTrue(BurstLength.upTo(3, Long.MAX_VALUE / 2).isReached(3, Long.MAX_VALUE));
  }

  @Test
  void aFixedOneLooksAtNoRoundTrip() {
    assertFalse(BurstLength.fixed(8).isReached(7, 0));
    assertTrue(BurstLength.fixed(8).isReached(8, Long.MAX_VALUE));
  }

  @Test
  void isFixedUntilTheFrequencyIsKnown() {
    assertEquals(BurstLength.fixed(8), member.burst(8, LENGTHENING));
    settle(40_000);
    assertEquals(BurstLength.upTo(8, 40_000), member.burst(8, LENGTHENING));
    member.poll().restart();
    assertEquals(BurstLength.fixed(8), member.burst(8, LENGTHENING));
  }

  @Test
  void isFixedWhereRoundsDoNotBecomeRarer() {
    settle(40_000);

    assertEquals(BurstLength.fixed(8), member.burst(8, RoundSpacing.STEADY));
  }

  @Test
  void followsAPathThatBecomesLongerSlowlyAndOneThatBecomesShorterAtOnce() {
    settle(40_000);
    member.answered(List.of(Sample.of(0, 120_000, 17)), 1_000_000_000L, 99);
    assertEquals(BurstLength.upTo(8, 50_000), member.burst(8, LENGTHENING));
    member.answered(List.of(Sample.of(0, 30_000, 17)), 1_000_000_000L, 99);
    assertEquals(BurstLength.upTo(8, 30_000), member.burst(8, LENGTHENING));
  }
}
