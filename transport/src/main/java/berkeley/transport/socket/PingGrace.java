package berkeley.transport.socket;

import java.util.concurrent.TimeUnit;

/**
 * The time after an answer in which RMI's ping is answered locally, in place of the other end.
 *
 * <p>Problem: RMI pings a pooled connection before each call, unless it was used within twice the
 * round trip of the ping before; and that it keeps in whole milliseconds. On a fast link it becomes
 * nothing with a ping of less than one, and then each call costs two exchanges.
 *
 * <p>Idea: give the connection a grace again that is longer than a pause within a round. A ping
 * asks whether the other end is still there; one that has just sent something is.
 *
 * <p>Limit: an end that goes away within the grace is noticed by the call itself, which then fails
 * where RMI would have tried to connect again. The grace is shorter than what a {@link
 * ConnectionLimiter} leaves a silent connection, so it does not hide one that was closed in favour
 * of another.
 *
 * <p>Reads no clock. For one thread at a time, as RMI uses a connection.
 */
final class PingGrace {

  static final long NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** {@code Ping} and {@code PingAck} of the RMI wire protocol, section 10.2. */
  static final byte PING = 0x52;

  private static final byte PING_ACK = 0x53;

  private boolean heardLast;
  private long heardTicks;
  private boolean owesAnswer;

  /**
   * Returns whether something about to be written need not be, since the next {@link #answer}
   * answers it.
   *
   * <p>The first byte after an answer says what kind of message begins; so a single one, of that
   * value, is a ping and no part of anything else.
   */
  boolean spares(byte[] bytes, int offset, int length, long nowTicks) {
    owesAnswer = heardLast && length == 1 && bytes[offset] == PING && nowTicks - heardTicks < NANOS;
    return owesAnswer;
  }

  /** Records that something is sent to the other end. */
  void sent() {
    heardLast = false;
  }

  /** Records that something was received from the other end. */
  void heard(long nowTicks) {
    heardLast = true;
    heardTicks = nowTicks;
  }

  /** Returns whether a ping was spared whose answer has not been read yet. */
  boolean owesAnswer() {
    return owesAnswer;
  }

  /** Returns the answer to the ping that was spared, once. */
  byte answer() {
    owesAnswer = false;
    return PING_ACK;
  }
}
