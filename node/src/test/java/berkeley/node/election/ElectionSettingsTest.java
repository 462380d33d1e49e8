package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElectionSettingsTest {

  private static final ElectionSettings SECOND = ElectionSettings.forPeriod(Duration.ofSeconds(1));

  @Test
  void theDefaultsFollowThePeriodDownToALeaseOfHalfASecond() {
    assertEquals(Duration.ofMillis(2500), SECOND.lease());
    assertEquals(Duration.ofNanos(312_500_000), SECOND.heartbeat());
    assertEquals(Duration.ofMillis(250), SECOND.timeoutSpread());
    assertEquals(
        Duration.ofMillis(500), ElectionSettings.forPeriod(Duration.ofMillis(200)).lease());
  }

  @Test
  void aWaitOutlastsACandidacyAndAMastershipTogetherWithRoomForTheRatesOfTwoClocks() {
    double rate = 0.01;
    assertTrue(
        SECOND.sitOutNanos() * (1 - rate)
            > (SECOND.candidacyNanos() + SECOND.masterLeaseNanos()) * (1 + rate));
    assertTrue(SECOND.sitOutNanos() * (1 - rate) > 2 * SECOND.candidacyNanos() * (1 + rate));
  }

  @Test
  void aSettingOutOfRangeIsNamedWithItsRange() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> SECOND.toBuilder().memberExpiry(Duration.ofSeconds(1)).build());
    assertEquals("memberExpiry: PT1S is not within PT5S to PT720H", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> SECOND.toBuilder().quorum(-1).build());
  }
}
