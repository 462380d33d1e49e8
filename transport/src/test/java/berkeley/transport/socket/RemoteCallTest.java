package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.socket.RemoteCall.AnswerLimit;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.rmi.RemoteException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteCallTest {

  private static final long MILLI = 1_000_000;

  @AfterEach
  void nothingStaysOnTheThread() {
    assertNull(RemoteCall.currentOrNull());
  }

  @Test
  void theLastWriteAndTheFirstReadAfterItCount() {
    try (RemoteCall call = RemoteCall.begin(1000, RemoteCall.ANYONE)) {
      call.sending(1); // the ping
      call.received(11);
      call.sending(12); // the call, in two writes
      call.sending(13);
      assertFalse(call.stamped());
      call.received(23);
      call.received(24); // the rest of the answer

      assertTrue(call.stamped());
      assertEquals(13, call.sentTicks());
      assertEquals(23, call.receivedTicks());
    }
  }

  @Test
  void whatWasReadBeforeAnythingWasSentIsNoAnswer() {
    try (RemoteCall call = RemoteCall.begin(1000, RemoteCall.ANYONE)) {
      call.received(1);
      assertFalse(call.stamped());
      call.sending(2);
      assertFalse(call.stamped());

      assertThrows(IllegalStateException.class, call::sentTicks);
      assertThrows(IllegalStateException.class, call::receivedTicks);
    }
  }

  @Test
  void clearedStampsAreGone() {
    try (RemoteCall call = RemoteCall.begin(1000, RemoteCall.ANYONE)) {
      call.sending(1);
      call.received(2);
      call.clearStamps();

      assertFalse(call.stamped());
    }
  }

  @Test
  void anInnerCallCannotOutlastTheOuterOne() {
    try (RemoteCall outer = RemoteCall.begin(100, RemoteCall.ANYONE)) {
      try (RemoteCall longer = RemoteCall.begin(200, RemoteCall.ANYONE);
          RemoteCall shorter = RemoteCall.begin(50, RemoteCall.ANYONE)) {
        assertEquals(100, longer.deadlineTicks());
        assertEquals(50, shorter.deadlineTicks());
      }
      assertSame(outer, RemoteCall.currentOrNull());
    }
  }

  @Test
  void contextsEndInReverseOrder() {
    RemoteCall outer = RemoteCall.begin(100, RemoteCall.ANYONE);
    RemoteCall inner = RemoteCall.begin(100, RemoteCall.ANYONE);

    assertThrows(IllegalStateException.class, outer::close);
    inner.close();
    assertThrows(IllegalStateException.class, inner::close);
    outer.close();
  }

  @Test
  void theTimeAllowedIsTheLimitOrWhatIsLeftRoundedUp() throws Exception {
    assertEquals(500, RemoteCall.allowedMillis(500, 0));
    long overflowing = Long.MIN_VALUE + 10 * MILLI; // reached when the counter wraps round
    try (RemoteCall call = RemoteCall.begin(overflowing, RemoteCall.ANYONE)) {
      long end = call.deadlineTicks();
      assertEquals(500, RemoteCall.allowedMillis(500, end - 600 * MILLI));
      assertEquals(20, RemoteCall.allowedMillis(500, end - 20 * MILLI));
      assertEquals(20, RemoteCall.allowedMillis(500, end - 19 * MILLI - 1));
      assertEquals(1, RemoteCall.allowedMillis(500, end - 1));
      assertThrows(SocketTimeoutException.class, () -> RemoteCall.allowedMillis(500, end));
    }
  }

  @Test
  void workRunsUnderItsDeadlineAndFailsWithItsOwnException() throws Exception {
    assertEquals(
        7, RemoteCall.get(7, RemoteCall.ANYONE, () -> RemoteCall.currentOrNull().deadlineTicks()));
    RemoteCall.run(
        7, RemoteCall.ANYONE, () -> assertEquals(7, RemoteCall.currentOrNull().deadlineTicks()));
    assertThrows(
        RemoteException.class,
        () ->
            RemoteCall.run(
                7,
                RemoteCall.ANYONE,
                () -> {
                  throw new RemoteException("as it came");
                }));
  }

  @Test
  void anAnswerThatDoesNotEndIsCutOffForOurOwnCalls() throws Exception {
    AnswerLimit limit = new AnswerLimit();
    limit.read(AnswerLimit.MOST_BYTES);
    assertEquals(7, limit.bytes(7), "the application's calls are its own affair");
    try (RemoteCall call =
        RemoteCall.begin(HostTicks.now() + Duration.ofHours(1).toNanos(), RemoteCall.ANYONE)) {
      assertTrue(call.deadlineTicks() != 0);
      assertThrows(IOException.class, () -> limit.bytes(7));
      limit.writing(0);
      assertEquals(7, limit.bytes(7));
    }
  }
}
