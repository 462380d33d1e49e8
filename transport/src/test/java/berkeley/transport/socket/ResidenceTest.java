package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResidenceTest {

  private static final long WAY_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int TRIES = 8;

  private final Residence connection = new Residence();
  private long now;

  @Test
  void aReadingIsOfTheMiddleOnceTheWayOutIsKnown() {
    assertEquals(0, call(9_000, 3_000));
    assertEquals(3_000, call(9_000, 3_000));
    assertEquals(8_500, call(20_000, 3_000));
  }

  @Test
  void itIsNeverDatedForward() {
    call(1_000, 3_000);
    assertEquals(0, call(1_000, 3_000));
    assertEquals(0, call(3_000, 3_000));
  }

  @Test
  void aQuickerWayOutCountsAtOnceAndASlowerOneLittle() {
    call(9_000, 3_000);
    call(9_000, 2_000);
    assertEquals(3_500, call(9_000, 800_000));
    assertEquals((9_000 - 2_125) / 2, call(9_000, 800_000));
    call(9_000, 1_000);
    assertEquals(4_000, call(9_000, 1_000));
  }

  @Test
  void onlyTheFirstBytesAfterAnAnswerAreAnArrival() {
    call(9_000, 1_000);
    connection.received(now += 50_000);
    connection.received(now += 2_000);
    assertEquals(3_000, Residence.sinceMiddleNanos(now += 5_000));
  }

  @Test
  void anAnswerWithoutAReadingSaysNothingOfTheWayOut() {
    call(9_000, 3_000);
    connection.received(now += 50_000);
    connection.sending(now += 100);
    assertEquals(3_000, call(9_000, 3_000));
  }

  @Test
  void aThreadThatServesNobodyKnowsNothing() throws InterruptedException {
    call(9_000, 3_000);
    long[] said = {-1};
    Thread other = new Thread(() -> said[0] = Residence.sinceMiddleNanos(now));
    other.start();
    other.join();
    assertEquals(0, said[0]);
    assertEquals(0, Residence.sinceMiddleNanos(now), "the call has been answered");
  }

  @Test
  void aLongWayInIsNoErrorOverRmi() throws Exception {
    Late late = new Late(time -> 0);
    Late dated = new Late(Residence::sinceMiddleNanos);
    try (LimitedServerSockets sockets = new LimitedServerSockets(ListenSettings.LOOPBACK)) {
      ClockRemote plain = export(late, sockets);
      ClockRemote middle = export(dated, sockets);
      plain.getTime();
      middle.getTime();
      long ofPlain = Long.MAX_VALUE;
      long ofMiddle = Long.MAX_VALUE;
      for (int i = 0; i < TRIES; i++) {
        ofPlain = Math.min(ofPlain, error(plain));
        ofMiddle = Math.min(ofMiddle, error(middle));
      }
      assertTrue(ofPlain > WAY_IN_NANOS / 4, "read late: %d ns".formatted(ofPlain));
      assertTrue(ofMiddle < WAY_IN_NANOS / 4, "dated: %d ns".formatted(ofMiddle));
    } finally {
      UnicastRemoteObject.unexportObject(late, true);
      UnicastRemoteObject.unexportObject(dated, true);
    }
  }

  private static ClockRemote export(ClockRemote clock, LimitedServerSockets sockets)
      throws RemoteException {
    return (ClockRemote)
        UnicastRemoteObject.exportObject(
            clock, 0, new TimedSocketFactory(SocketLimits.DEFAULT), sockets);
  }

  /** Both ends read one counter, so the true offset is zero. */
  private static long error(ClockRemote clock) throws RemoteException {
    try (RemoteCall call =
        RemoteCall.begin(HostTicks.now() + Duration.ofSeconds(5).toNanos(), RemoteCall.ANYONE)) {
      long time = clock.getTime();
      return Math.abs(time - (call.sentTicks() + (call.receivedTicks() - call.sentTicks()) / 2));
    }
  }

  private long call(long in, long out) {
    connection.received(now += 50_000);
    long said = Residence.sinceMiddleNanos(now += in);
    connection.sending(now += out);
    return said;
  }

  /** Reads its clock long after the call has arrived. */
  private record Late(LongUnaryOperator back) implements ClockRemote {

    @Override
    public long getTime() {
      for (long end = HostTicks.now() + WAY_IN_NANOS; HostTicks.now() - end < 0; ) {
        LockSupport.parkNanos(end - HostTicks.now());
      }
      long time = HostTicks.now();
      return time - back.applyAsLong(time);
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new UnsupportedOperationException("not in this test");
    }
  }
}
