package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.socket.ConnectionLimiter.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is taken and who must leave, in virtual time. */
class ConnectionLimiterTest {

  private static final long MILLI = 1_000_000;
  private static final ConnectionLimits LIMITS =
      ConnectionLimits.DEFAULT.of(3, 5).within(Duration.ofSeconds(3), Duration.ofSeconds(45));

  private final ConnectionLimiter doorkeeper = new ConnectionLimiter(LIMITS);
  private long now = Long.MAX_VALUE - 10 * MILLI;

  private static InetAddress host(int number) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
  }

  private Answer arrive(int host) throws UnknownHostException {
    return doorkeeper.arrive(host(host), () -> {}, now);
  }

  private ConnectionUsage taken(int host) throws UnknownHostException {
    return assertInstanceOf(Answer.Taken.class, arrive(host)).visit();
  }

  @Test
  void aHostThatFloodsIsRefusedAndNobodyElseIs() throws Exception {
    for (int i = 0; i < 3; i++) {
      taken(1);
    }
    for (int i = 0; i < 1000; i++) {
      assertInstanceOf(Answer.TooManyOfHost.class, arrive(1));
    }
    assertTrue(((Answer.Taken) arrive(2)).makesRoom().isEmpty());
    assertEquals(4, doorkeeper.size());
  }

  @Test
  void allTogetherAreLimitedToo() throws Exception {
    for (int i = 0; i < 5; i++) {
      taken(i);
    }
    assertInstanceOf(Answer.TooManyInAll.class, arrive(9));
    assertEquals(5, doorkeeper.size());
  }

  @Test
  void theLongestWaitingOfTheSameHostMakesRoom() throws Exception {
    taken(2);
    now += 1000 * MILLI;
    ConnectionUsage busy = taken(1);
    ConnectionUsage mute = taken(1);
    now += 100 * MILLI;
    taken(1);
    now += (ConnectionLimiter.PATIENCE_MILLIS - 100) * MILLI;
    busy.answered(now);

    Answer.Taken newcomer = assertInstanceOf(Answer.Taken.class, arrive(1));

    assertSame(mute, newcomer.makesRoom().orElseThrow());
    assertInstanceOf(Answer.TooManyOfHost.class, arrive(1));
  }

  @Test
  void whereAllIsFullTheLongestWaitingOfAnyHostMakesRoom() throws Exception {
    ConnectionUsage first = taken(0);
    now += 1;
    for (int i = 1; i < 5; i++) {
      taken(i);
    }
    now += ConnectionLimiter.PATIENCE_MILLIS * MILLI;

    assertEquals(Optional.of(first), ((Answer.Taken) arrive(9)).makesRoom());
    assertEquals(5, doorkeeper.size());
  }

  @Test
  void whoLeavesMakesRoomOnce() throws Exception {
    ConnectionUsage one = taken(1);
    taken(1);
    taken(1);
    doorkeeper.leave(one);
    doorkeeper.leave(one);
    taken(1);
    assertInstanceOf(Answer.TooManyOfHost.class, arrive(1));
  }

  @Test
  void whoIsHeldUpInAWriteBeyondItsTimeIsClosed() throws Exception {
    ConnectionUsage stuck = taken(1);
    stuck.heard(100);
    ConnectionUsage alive = taken(1);
    alive.heard(1);
    now += LIMITS.idle().toNanos();
    alive.answered(now);
    assertEquals(List.of(), arrive(2).overdue());

    now += 1001 * MILLI;
    assertEquals(List.of(stuck), arrive(3).overdue());
    assertEquals(List.of(), arrive(4).overdue());
  }

  @Test
  void theFirstByteAndThenAnAnswerAreWaitedFor() throws Exception {
    ConnectionUsage visit = taken(1);
    assertEquals(LIMITS.firstByte().toNanos(), visit.leftNanos(now));
    visit.heard(-1);
    assertEquals(LIMITS.firstByte().toNanos(), visit.leftNanos(now));

    now += 2000 * MILLI;
    visit.heard(1);
    assertEquals(LIMITS.idle().toNanos() - 2000 * MILLI, visit.leftNanos(now));

    now += LIMITS.idle().toNanos();
    visit.heard(1); // a drop now and then gains nothing
    assertTrue(visit.leftNanos(now) <= 0);
    visit.answered(now);
    assertEquals(LIMITS.idle().toNanos(), visit.leftNanos(now));
  }

  @Test
  void aMessageIsLimitedAndNotTheSumOfThem() throws Exception {
    ConnectionUsage visit = taken(1);
    visit.heard(LIMITS.messageBytes());
    assertEquals(0, visit.leftBytes());
    visit.answered(now);
    assertEquals(LIMITS.messageBytes(), visit.leftBytes());
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
