package berkeley.transport.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import berkeley.api.environment.Probe;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.socket.RemoteCall;
import java.net.SocketTimeoutException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.rmi.ServerError;
import java.rmi.UnmarshalException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.stubbing.Answer;

/** Virtual ticks and a clock without a network: a call takes 10 ticks, 3 there and 7 back. */
class BurstTest {

  /** Near the end of the counter, which is meant to overflow on the way. */
  private static final long START = Long.sum(Long.MAX_VALUE, -25);

  private static final long FAR = START + 1_000_000;

  private final ClockRemote clock = mock(ClockRemote.class);
  private long ticks = START;
  private final Burst burst = new Burst(() -> ticks);

  @Test
  void theFirstCallIsThrownAwayAndTheRestAreStampedRoundTheCall() throws Exception {
    when(clock.getTime()).thenAnswer(reading());

    List<Probe> probes = burst.probe(RemoteCall.ANYONE, clock, 3, FAR);

    verify(clock, times(4)).getTime();
    assertEquals(
        List.of(
            new Probe(START + 10, START + 20, START + 13),
            new Probe(START + 20, START + 30, START + 23),
            new Probe(START + 30, START + 40, START + 33)),
        probes);
    assertEquals(10, probes.get(0).rttNanos());
  }

  @Test
  void theDeadlineCutsABurstShort() throws Exception {
    when(clock.getTime()).thenAnswer(reading());

    assertEquals(2, burst.probe(RemoteCall.ANYONE, clock, 8, START + 35).size());
    assertEquals(START + 30, ticks, "what would not be back in time is not begun");
  }

  @Test
  void aCallThatFailsAtTheDeadlineLeavesTheProbesBeforeIt() throws Exception {
    when(clock.getTime())
        .thenAnswer(reading())
        .thenAnswer(reading())
        .thenAnswer(failing(100, new UnmarshalException("late")));

    assertEquals(1, burst.probe(RemoteCall.ANYONE, clock, 8, START + 100).size());
  }

  @Test
  void aCallThatFailsBeforeTheDeadlineFailsTheMember() throws Exception {
    RemoteException died = new ConnectException("died", new java.net.ConnectException("refused"));
    when(clock.getTime()).thenAnswer(reading()).thenAnswer(reading()).thenAnswer(failing(10, died));

    ProbeFailedException failure = failure(8, FAR);

    assertSame(died, failure.getCause());
    assertEquals("the call failed: ConnectException: refused", failure.reason());
  }

  @Test
  void aCallThatTimesOutBeforeAnyProbeFailsTheMember() throws Exception {
    RemoteException late = new UnmarshalException("late", new SocketTimeoutException("no answer"));
    when(clock.getTime()).thenAnswer(failing(1000, late));

    assertEquals("the call failed: SocketTimeoutException: no answer", failure(8, FAR).reason());
  }

  @Test
  void aBurstThatComesTooLateMakesNoCall() throws Exception {
    assertEquals("the deadline passed before the first probe", failure(8, START).reason());

    verify(clock, never()).getTime();
  }

  @Test
  void aClockThatUsesTheWholeDeadlineForTheDiscardedCallFails() throws Exception {
    when(clock.getTime()).thenAnswer(reading());

    assertEquals("the deadline passed before the first probe", failure(8, START + 5).reason());
  }

  static Stream<Throwable> whateverARemoteThrows() {
    return Stream.of(
        new IllegalStateException("boom"),
        new NullPointerException(),
        new StackOverflowError(),
        new NoClassDefFoundError("unknown/Thing"),
        new ServerError("over there", new AssertionError("broken")),
        new UnreadableException());
  }

  @ParameterizedTest
  @MethodSource("whateverARemoteThrows")
  void whateverAClockThrowsBecomesOneCleanFailure(Throwable thrown) throws Exception {
    when(clock.getTime()).thenAnswer(reading()).thenAnswer(failing(10, thrown));

    ProbeFailedException failure = failure(8, FAR);

    assertSame(thrown, failure.getCause());
    assertFalse(failure.reason().isEmpty());
    assertSame(null, RemoteCall.currentOrNull());
  }

  @Test
  void aReasonIsOneShortLineWhateverTheMemberWrote() throws Exception {
    String forged = "x\r\n2026-01-01 ERROR all is lost\u2028" + "y".repeat(5000);
    when(clock.getTime()).thenThrow(new IllegalStateException(forged));

    String reason = failure(8, FAR).reason();

    assertTrue(reason.startsWith("the clock threw: IllegalStateException: x 2026"), reason);
    assertEquals(1, reason.lines().count());
    assertEquals(ProbeFailedException.MAX_REASON_LENGTH, reason.length());
  }

  @Test
  void aCircleOfCausesEnds() throws Exception {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    one.initCause(two);
    when(clock.getTime()).thenThrow(one);

    assertTrue(failure(8, FAR).reason().startsWith("the clock threw: IllegalStateException"));
  }

  @Test
  void anOuterDeadlineHoldsForTheBurst() throws Exception {
    when(clock.getTime()).thenAnswer(reading());

    try (RemoteCall outer = RemoteCall.begin(START + 35, RemoteCall.ANYONE)) {
      assertEquals(2, burst.probe(RemoteCall.ANYONE, clock, 8, FAR).size());
      assertSame(outer, RemoteCall.currentOrNull());
    }
  }

  @Test
  void stampsOfTheSocketsWinOverTicksRoundTheCall() throws Exception {
    when(clock.getTime())
        .thenAnswer(
            invocation -> {
              RemoteCall.currentOrNull().sending(ticks + 4);
              RemoteCall.currentOrNull().received(ticks + 8);
              ticks += 10;
              return 0L;
            });

    assertEquals(
        new Probe(START + 14, START + 18, 0), burst.probe(RemoteCall.ANYONE, clock, 1, FAR).get(0));
  }

  @Test
  void aBurstOfNoneOrTooManyIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> burst.probe(RemoteCall.ANYONE, clock, 0, FAR));
    assertThrows(
        IllegalArgumentException.class,
        () -> burst.probe(RemoteCall.ANYONE, clock, Burst.MAX_SAMPLES + 1, FAR));
  }

  private ProbeFailedException failure(int samples, long deadlineTicks) {
    return assertThrows(
        ProbeFailedException.class,
        () -> burst.probe(RemoteCall.ANYONE, clock, samples, deadlineTicks));
  }

  private Answer<Long> reading() {
    return invocation -> {
      long time = ticks + 3;
      ticks += 10;
      return time;
    };
  }

  private Answer<Long> failing(long afterTicks, Throwable thrown) {
    return invocation -> {
      ticks += afterTicks;
      throw thrown;
    };
  }

  private static final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new NullPointerException("a field was not sent");
    }
  }
}
