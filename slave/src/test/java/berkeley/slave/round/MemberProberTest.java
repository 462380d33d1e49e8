package berkeley.slave.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.wire.ClockRemote;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Member;
import berkeley.master.Sample;
import berkeley.slave.round.MemberProber.ProbeTask;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtual ticks and a clock without a network; and bursts whose results are given. */
class MemberProberTest {

  private static final long MILLI = 1_000_000;
  private static final int SAMPLES = 8;

  private final MasterClock own = mock(MasterClock.class);
  private final ClockRemote remote = mock(ClockRemote.class);
  private long ticks;
  private int made;

  private static final Sample SLOW = Sample.of(0, 500_000, 1);
  private static final Sample QUICK = Sample.of(0, 50_000, 1);
  private static final Result<List<Sample>> DISTURBED = new Result.Value<>(List.of(SLOW));
  private static final Result<List<Sample>> CALM = new Result.Value<>(List.of(QUICK));
  private static final Result<List<Sample>> SILENT =
      new Result.Failure<>(new ProbeFailedException("no answer"));

  private final DeadlineExecutor calls = new DeadlineExecutor("test-prober");
  private final MemberProber prober =
      new MemberProber(mock(MasterClock.class), MasterSettings.defaults(), calls);
  private final long now = System.nanoTime();
  private final long deadline = now + TimeUnit.MINUTES.toNanos(1);

  @AfterEach
  void end() {
    calls.close();
  }

  private static ProbeTask task(boolean disturbed) {
    ProbeTask task = mock(ProbeTask.class);
    when(task.isDisturbed(anyList())).thenReturn(disturbed);
    return task;
  }

  @Test
  void asksOnlyTheDisturbedAndAddsWhatTheySay() throws Exception {
    ProbeTask disturbed = task(true);
    when(disturbed.call()).thenReturn(List.of(QUICK));
    ProbeTask calm = task(false);
    when(calm.call()).thenThrow(new AssertionError("asked again"));

    List<Result<List<Sample>>> results =
        prober.repeatDisturbed(List.of(calm, disturbed), List.of(CALM, DISTURBED), now, deadline);

    assertEquals(List.of(CALM, new Result.Value<>(List.of(SLOW, QUICK))), results);
  }

  @Test
  void theFirstWordCountsWhereThereIsNoSecond() throws Exception {
    ProbeTask disturbed = task(true);
    when(disturbed.call()).thenThrow(new ProbeFailedException("gone meanwhile"));

    assertEquals(
        List.of(DISTURBED),
        prober.repeatDisturbed(List.of(disturbed), List.of(DISTURBED), now, deadline));
  }

  @Test
  void whoWasSilentIsLeftAlone() throws Exception {
    ProbeTask silent = task(true);
    when(silent.call()).thenReturn(List.of(QUICK));

    assertInstanceOf(
        Result.Failure.class,
        prober.repeatDisturbed(List.of(silent), List.of(SILENT), now, deadline).get(0));
  }

  @Test
  void nobodyIsAskedAfterTheDeadline() throws Exception {
    List<Result<List<Sample>>> first = List.of(DISTURBED);

    assertSame(first, prober.repeatDisturbed(List.of(task(true)), first, now, now));
  }

  @ParameterizedTest
  @CsvSource({"0.03, 8", "7, 8", "20, 8", "26, 8", "60, 2"})
  void aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(double roundTripMillis, int least)
      throws Exception {
    long roundTrip = Math.round(roundTripMillis * MILLI);
    when(own.ticks()).thenAnswer(asked -> ticks);
    when(remote.getTime())
        .thenAnswer(
            asked -> {
              made++;
              ticks += roundTrip;
              return ticks - roundTrip / 2;
            });
    Member member = new Member("a", remote, ClockLimits.DEFAULT);
    long deadline = 375 * MILLI;

    List<Sample> samples =
        new ProbeTask(member, own, new Burst(() -> ticks), BurstLength.fixed(SAMPLES), deadline)
            .call();

    assertTrue(samples.size() >= least, () -> "%d probes".formatted(samples.size()));
    assertTrue(ticks <= deadline, () -> "ended at %d".formatted(ticks));
    assertTrue(member.classified());
  }

  @ParameterizedTest
  @CsvSource({"0.03, 50", "20, 10"})
  void theFirstCallsThatLoadClassesAreAsManyAsAShareOfTheRoundAllows(
      double roundTripMillis, int mostWarmUp) throws Exception {
    aNewMemberIsReadInOneRoundHoweverSlowTheNetwork(roundTripMillis, SAMPLES);

    int warmUp = made - (SAMPLES + 1);
    assertTrue(warmUp >= 2 && warmUp <= mostWarmUp, () -> "%d calls".formatted(warmUp));
    if (roundTripMillis < 1) {
      assertEquals(mostWarmUp, warmUp);
    }
  }
}
