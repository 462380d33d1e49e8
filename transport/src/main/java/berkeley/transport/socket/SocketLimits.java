package berkeley.transport.socket;

import java.time.Duration;

/**
 * How long any RMI socket of this JVM may block when nothing stricter is asked for.
 *
 * <p>These are the outermost limits: they also hold for threads that know nothing of deadlines,
 * such as RMI's own lease renewal and the application's own remote calls. A {@link RemoteCall} only
 * tightens them.
 *
 * @param connect to establish a connection, {@link #MIN} to {@link #MAX}. Default 3 s: two
 *     retransmissions of a lost first packet fit in. Too small, and a distant or busy host looks
 *     dead; too large, and a silent address holds a thread that long
 * @param read for any single read, {@link #MIN} to {@link #MAX}. Default 90 s: longer than a JMX
 *     client's poll of 60 s, which passes the same sockets. Too small, and an application's own
 *     slow remote calls fail; too large, and threads without a deadline wait that long for a
 *     stopped peer
 */
public record SocketLimits(Duration connect, Duration read) {

  /** The smallest limit: sockets count in milliseconds. */
  public static final Duration MIN = Duration.ofMillis(1);

  /** The largest limit. */
  public static final Duration MAX = Duration.ofDays(1);

  /** Connect within 3 s, read within 90 s. */
  public static final SocketLimits DEFAULT =
      new SocketLimits(Duration.ofSeconds(3), Duration.ofSeconds(90));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a limit is out of its range, naming it
   */
  public SocketLimits {
    requireInRange("connect limit", connect);
    requireInRange("read limit", read);
  }

  int connectMillis() {
    return Math.toIntExact(connect.toMillis());
  }

  int readMillis() {
    return Math.toIntExact(read.toMillis());
  }

  static void requireInRange(String name, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "%s: %s is not in %s..%s".formatted(name, value, MIN, MAX));
    }
  }
}
