package berkeley.transport.socket;

import java.io.Closeable;
import java.net.InetAddress;

/**
 * One connection that was taken: how long it has waited for its last answer, and how much it has
 * said since. Reads no clock. Safe for use by several threads.
 */
final class ConnectionUsage {

  private final InetAddress host;
  private final Closeable connection;
  private final ConnectionLimits limits;
  private boolean spoke;
  private long sinceTicks;
  private long bytes;

  /**
   * A connection that has said nothing yet.
   *
   * @param host where it comes from
   * @param connection what ends it
   * @param nowTicks when it was taken
   */
  ConnectionUsage(InetAddress host, Closeable connection, ConnectionLimits limits, long nowTicks) {
    this.host = host;
    this.connection = connection;
    this.limits = limits;
    this.sinceTicks = nowTicks;
  }

  InetAddress host() {
    return host;
  }

  Closeable connection() {
    return connection;
  }

  synchronized boolean spoke() {
    return spoke;
  }

  synchronized void heard(int count) {
    spoke |= count > 0;
    bytes += Math.max(0, count);
  }

  synchronized void answered(long nowTicks) {
    sinceTicks = nowTicks;
    bytes = 0;
  }

  /** How long ago it was answered, or taken, in nanoseconds. */
  synchronized long waitedNanos(long nowTicks) {
    return nowTicks - sinceTicks;
  }

  /** How long it may still go on without an answer, in nanoseconds; not above 0 if no longer. */
  synchronized long leftNanos(long nowTicks) {
    return (spoke ? limits.idle() : limits.firstByte()).toNanos() - (nowTicks - sinceTicks);
  }

  /** How much may still be read without an answer; not above 0 if nothing. */
  synchronized long leftBytes() {
    return limits.messageBytes() - bytes;
  }
}
