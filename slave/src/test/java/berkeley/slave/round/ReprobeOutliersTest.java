package berkeley.slave.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.master.Probe;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.call.ProbeFailedException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReprobeOutliersTest {

  private static final Probe SLOW = new Probe(0, 500_000, 1);
  private static final Probe QUICK = new Probe(0, 50_000, 1);
  private static final Result<List<Probe>> DISTURBED = new Result.Value<>(List.of(SLOW));
  private static final Result<List<Probe>> CALM = new Result.Value<>(List.of(QUICK));
  private static final Result<List<Probe>> SILENT =
      new Result.Failure<>(new ProbeFailedException("no answer"));

  private final DeadlineExecutor calls = new DeadlineExecutor("test-second-look");
  private final ReprobeOutliers look = new ReprobeOutliers(calls, 9);
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

    List<Result<List<Probe>>> results =
        look.at(List.of(calm, disturbed), List.of(CALM, DISTURBED), now, deadline);

    assertEquals(List.of(CALM, new Result.Value<>(List.of(SLOW, QUICK))), results);
  }

  @Test
  void theFirstWordCountsWhereThereIsNoSecond() throws Exception {
    ProbeTask disturbed = task(true);
    when(disturbed.call()).thenThrow(new ProbeFailedException("gone meanwhile"));

    assertEquals(
        List.of(DISTURBED), look.at(List.of(disturbed), List.of(DISTURBED), now, deadline));
  }

  @Test
  void whoWasSilentIsLeftAlone() throws Exception {
    ProbeTask silent = task(true);
    when(silent.call()).thenReturn(List.of(QUICK));

    assertInstanceOf(
        Result.Failure.class, look.at(List.of(silent), List.of(SILENT), now, deadline).get(0));
  }

  @Test
  void nobodyIsAskedAfterTheDeadline() throws Exception {
    List<Result<List<Probe>>> first = List.of(DISTURBED);

    assertSame(first, look.at(List.of(task(true)), first, now, now));
  }
}
