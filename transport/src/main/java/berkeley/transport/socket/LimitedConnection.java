package berkeley.transport.socket;

import berkeley.transport.log.RateLimitedLog;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Holds a connection that was taken to the limits of its visit, and says when it oversteps one. */
final class LimitedConnection implements ReadLimit {

  private final ConnectionLimiter doorkeeper;
  private final ConnectionUsage visit;
  private final RateLimitedLog log;

  LimitedConnection(ConnectionLimiter doorkeeper, ConnectionUsage visit, RateLimitedLog log) {
    this.doorkeeper = doorkeeper;
    this.visit = visit;
    this.log = log;
  }

  @Override
  public int millis(int millis, long nowTicks) throws IOException {
    long left = visit.leftNanos(nowTicks);
    if (left <= 0) {
      timedOut(nowTicks);
      throw new SocketTimeoutException("nothing whole came from %s".formatted(visit.host()));
    }
    return (int) Math.min(millis, TimeUnit.NANOSECONDS.toMillis(left - 1) + 1);
  }

  @Override
  public int bytes(int wanted) throws IOException {
    long left = visit.leftBytes();
    if (wanted > 0 && left <= 0) {
      log.warn("a connection with too long a message was closed", "from " + visit.host());
      throw new IOException("too long a message from %s".formatted(visit.host()));
    }
    return (int) Math.min(wanted, left);
  }

  @Override
  public void heard(int count) {
    visit.heard(count);
  }

  @Override
  public void timedOut(long nowTicks) {
    if (visit.leftNanos(nowTicks) <= 0) {
      log.warn(
          visit.spoke()
              ? "a connection without a whole call in time was closed"
              : "a connection that said nothing was closed",
          "from " + visit.host());
    }
  }

  @Override
  public void answered(long nowTicks) {
    visit.answered(nowTicks);
  }

  @Override
  public void closed() {
    doorkeeper.leave(visit);
  }
}
