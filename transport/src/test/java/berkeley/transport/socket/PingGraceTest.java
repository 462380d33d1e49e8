package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PingGraceTest {

  private static final byte[] PING = {0, PingGrace.PING};
  private static final byte PING_ACK = 0x53;
  private static final byte CALL = 0x50;

  private final PingGrace grace = new PingGrace();

  private boolean spared(long nowTicks) {
    return grace.spares(PING, 1, 1, nowTicks);
  }

  @Test
  void answersAPingOnceWhereTheOtherEndHasJustSpoken() {
    grace.heard(1_000);

    assertTrue(spared(1_000 + PingGrace.NANOS - 1));
    assertTrue(grace.owesAnswer());
    assertEquals(PING_ACK, grace.answer());
    assertFalse(grace.owesAnswer());
  }

  @Test
  void letsItPassWhenThatWasTooLongAgo() {
    grace.heard(1_000);

    assertFalse(spared(1_000 + PingGrace.NANOS));
    assertFalse(grace.owesAnswer());
  }

  @Test
  void letsItPassOnAConnectionThatHasSaidNothingYet() {
    assertFalse(spared(0));
  }

  @Test
  void takesASingleByteInTheMiddleOfAMessageForNoPing() {
    grace.heard(1_000);
    grace.sent();

    assertFalse(spared(1_001));
  }

  @Test
  void letsEverythingElsePass() {
    grace.heard(1_000);

    assertFalse(grace.spares(new byte[] {CALL}, 0, 1, 1_001));
    assertFalse(grace.spares(new byte[] {PingGrace.PING, PingGrace.PING}, 0, 2, 1_001));
  }

  @Test
  void sparesOneAfterTheOther() {
    grace.heard(1_000);

    assertTrue(spared(1_001));
    grace.answer();
    assertTrue(spared(1_002));
  }
}
