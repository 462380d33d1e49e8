package berkeley.transport.socket;

import java.time.Duration;

/**
 * How much of a listening process strangers may take up.
 *
 * <p>All of these hold for one port. An answer is whatever the process writes, a handshake's
 * included.
 *
 * @param perHost connections from one address at a time, 1 to {@link #MOST}. Default 128: fifty
 *     electable nodes of one host keep a connection or two each to every other, and all of a host's
 *     own addresses count as one. Too small, and neighbours push one another out; too large, and
 *     one host can take all
 * @param inAll connections at a time, 1 to {@link #MOST}. Default 160, since each holds a thread
 *     and, with a message half read, up to 128 KiB of a heap of 32 MiB. Must not be below {@code
 *     perHost}
 * @param messageBytes what may be read without an answer in between, 1 KiB to 1 GiB. Default 64
 *     KiB, twenty times what 50 members need: strings are read whole before any filter sees them.
 *     Too small, and long lists of members are cut off
 * @param firstByte how long a connection may say nothing at first, {@link SocketLimits#MIN} to
 *     {@link SocketLimits#MAX}. Default 3 s: a caller speaks at once, so this leaves two
 *     retransmissions. Too small, and distant callers are cut off; too large, and mute ones hold
 *     threads
 * @param idle how long it may go on without an answer, in the same range. Default 45 s: RMI's
 *     callers close an idle connection after 30 s at most, so this meets only those who send their
 *     message in drops or stay for the sake of it
 */
public record ConnectionLimits(
    int perHost, int inAll, int messageBytes, Duration firstByte, Duration idle) {

  /** The largest number of connections. */
  public static final int MOST = 100_000;

  /** What a node and a registry start with. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(128, 160, 64 << 10, Duration.ofSeconds(3), Duration.ofSeconds(45));

  /** For what is not ours to limit: everything at its largest. */
  static final ConnectionLimits WIDEST =
      new ConnectionLimits(MOST, MOST, 1 << 30, SocketLimits.MAX, SocketLimits.MAX);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a limit is out of its range, naming it
   */
  public ConnectionLimits {
    requireInRange("connections per host", perHost, 1, MOST);
    requireInRange("connections in all", inAll, perHost, MOST);
    requireInRange("bytes of a message", messageBytes, 1 << 10, 1 << 30);
    SocketLimits.requireInRange("limit of the first byte", firstByte);
    SocketLimits.requireInRange("idle limit", idle);
  }

  /**
   * The same for other numbers of connections.
   *
   * @throws IllegalArgumentException if one is out of its range, naming it
   */
  public ConnectionLimits of(int perHost, int inAll) {
    return new ConnectionLimits(perHost, inAll, messageBytes, firstByte, idle);
  }

  /**
   * The same with other times.
   *
   * @throws IllegalArgumentException if one is out of its range, naming it
   */
  public ConnectionLimits within(Duration firstByte, Duration idle) {
    return new ConnectionLimits(perHost, inAll, messageBytes, firstByte, idle);
  }

  private static void requireInRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d is not in %d..%d".formatted(name, value, least, most));
    }
  }
}
