package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.log.RateLimitedLog;
import berkeley.transport.socket.ConnectionLimiter.Admission;
import berkeley.transport.socket.ConnectionLimiter.Connection;
import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Who is taken and who must leave, in virtual time. */
class ConnectionLimiterTest {

  private static final long MILLI = 1_000_000;
  private static final ConnectionLimits LIMITS =
      ConnectionLimits.DEFAULT.of(3, 5).within(Duration.ofSeconds(3), Duration.ofSeconds(45));

  private final RateLimitedLog log =
      new RateLimitedLog(LoggerFactory.getLogger(ConnectionLimiterTest.class), () -> 0);
  private final ConnectionLimiter limiter = new ConnectionLimiter(LIMITS, log);
  private long now = Long.MAX_VALUE - 10 * MILLI;

  private static InetAddress host(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
  }

  private Admission admit(int host) throws UnknownHostException {
    return limiter.admit(host(host), () -> {}, now);
  }

  private Connection accepted(int host) throws UnknownHostException {
    return assertInstanceOf(Admission.Accepted.class, admit(host)).connection();
  }

  @Test
  void aHostThatFloodsIsRefusedAndNobodyElseIs() throws Exception {
    for (int i = 0; i < 3; i++) {
      accepted(1);
    }
    for (int i = 0; i < 1000; i++) {
      assertInstanceOf(Admission.TooManyOfHost.class, admit(1));
    }
    assertTrue(((Admission.Accepted) admit(2)).evicted().isEmpty());
    assertEquals(4, limiter.size());
  }

  @Test
  void allTogetherAreLimitedToo() throws Exception {
    for (int i = 0; i < 5; i++) {
      accepted(i);
    }
    assertInstanceOf(Admission.TooManyInAll.class, admit(9));
    assertEquals(5, limiter.size());
  }

  @Test
  void theLongestWaitingOfTheSameHostMakesRoom() throws Exception {
    accepted(2);
    now += 1000 * MILLI;
    Connection busy = accepted(1);
    Connection mute = accepted(1);
    now += 100 * MILLI;
    accepted(1);
    now += (ConnectionLimiter.IDLE_MILLIS - 100) * MILLI;
    busy.writing(now);

    Admission.Accepted newcomer = assertInstanceOf(Admission.Accepted.class, admit(1));

    assertSame(mute, newcomer.evicted().orElseThrow());
    assertInstanceOf(Admission.TooManyOfHost.class, admit(1));
  }

  @Test
  void whereAllIsFullTheLongestWaitingOfAnyHostMakesRoom() throws Exception {
    Connection first = accepted(0);
    now += 1;
    for (int i = 1; i < 5; i++) {
      accepted(i);
    }
    now += ConnectionLimiter.IDLE_MILLIS * MILLI;

    assertEquals(Optional.of(first), ((Admission.Accepted) admit(9)).evicted());
    assertEquals(5, limiter.size());
  }

  @Test
  void whoLeavesMakesRoomOnce() throws Exception {
    Connection one = accepted(1);
    accepted(1);
    accepted(1);
    one.closed();
    one.closed();
    accepted(1);
    assertInstanceOf(Admission.TooManyOfHost.class, admit(1));
  }

  @Test
  void whoIsHeldUpInAWriteBeyondItsTimeIsClosed() throws Exception {
    Connection stuck = accepted(1);
    stuck.read(100);
    Connection alive = accepted(1);
    alive.read(1);
    now += LIMITS.idle().toNanos();
    alive.writing(now);
    assertEquals(List.of(), admit(2).overdue());

    now += 1001 * MILLI;
    assertEquals(List.of(stuck), admit(3).overdue());
    assertEquals(List.of(), admit(4).overdue());
  }

  @Test
  void theFirstByteAndThenAnAdmissionAreWaitedFor() throws Exception {
    Connection connection = accepted(1);
    assertEquals(LIMITS.firstByte().toNanos(), connection.leftNanos(now));
    connection.read(-1);
    assertEquals(LIMITS.firstByte().toNanos(), connection.leftNanos(now));

    now += 2000 * MILLI;
    connection.read(1);
    assertEquals(LIMITS.idle().toNanos() - 2000 * MILLI, connection.leftNanos(now));

    now += LIMITS.idle().toNanos();
    connection.read(1); // a drop now and then gains nothing
    assertTrue(connection.leftNanos(now) <= 0);
    connection.writing(now);
    assertEquals(LIMITS.idle().toNanos(), connection.leftNanos(now));
  }

  @Test
  void aMessageIsLimitedAndNotTheSumOfThem() throws Exception {
    Connection connection = accepted(1);
    connection.read(LIMITS.messageBytes());
    assertEquals(0, connection.leftBytes());
    connection.writing(now);
    assertEquals(LIMITS.messageBytes(), connection.leftBytes());
  }

  @ParameterizedTest
  @CsvSource({"0,5,connections per host", "6,5,connections in all", "1,100001,connections in all"})
  void aNumberOutOfItsRangeIsNamed(int perHost, int inAll, String name) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> ConnectionLimits.DEFAULT.of(perHost, inAll));
    assertTrue(refusal.getMessage().startsWith(name + ": "), refusal.getMessage());
  }
}
