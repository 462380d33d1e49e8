package berkeley.slave.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.api.environment.BurstLength;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.ClockRemote;
import berkeley.master.MasterClock;
import berkeley.master.Member;
import berkeley.master.Probe;
import berkeley.transport.call.Burst;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual ticks and a clock without a network. */
class ProbeTaskTest {
  private static final long MILLI = 1_000_000;
  private static final int SAMPLES = 8;

  private final MasterClock own = mock(MasterClock.class);
  private final ClockRemote remote = mock(ClockRemote.class);
  private long ticks;
  private int calls;

  @ParameterizedTest
  @CsvSource({"0.03, 8", "7, 8", "20, 8", "26, 8", "60, 2"})
  void aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(double roundTripMillis, int least)
      throws Exception {
    long roundTrip = Math.round(roundTripMillis * MILLI);
    when(own.ticks()).thenAnswer(asked -> ticks);
    when(remote.getTime())
        .thenAnswer(
            asked -> {
              calls++;
              ticks += roundTrip;
              return ticks - roundTrip / 2;
            });
    Member member = new Member("a", remote, ClockLimits.DEFAULT);
    long deadline = 375 * MILLI;

    List<Probe> probes =
        new ProbeTask(member, own, new Burst(() -> ticks), BurstLength.fixed(SAMPLES), deadline)
            .call();

    assertTrue(probes.size() >= least, () -> "%d probes".formatted(probes.size()));
    assertTrue(ticks <= deadline, () -> "ended at %d".formatted(ticks));
    assertTrue(member.classified());
  }

  @ParameterizedTest
  @CsvSource({"0.03, 50", "20, 10"})
  void theFirstCallsThatLoadClassesAreAsManyAsAShareOfTheRoundAllows(
      double roundTripMillis, int mostWarmUp) throws Exception {
    aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(roundTripMillis, SAMPLES);

    int warmUp = calls - (SAMPLES + 1);
    assertTrue(warmUp >= 2 && warmUp <= mostWarmUp, () -> "%d calls".formatted(warmUp));
    if (roundTripMillis < 1) {
      assertEquals(mostWarmUp, warmUp);
    }
  }
}
