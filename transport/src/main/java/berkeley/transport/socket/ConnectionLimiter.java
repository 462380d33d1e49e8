package berkeley.transport.socket;

import berkeley.transport.log.RateLimitedLog;
import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Decides which connections are accepted, and how long and how much each of them may go on without
 * an answer.
 *
 * <p>Problem: whoever opens many connections and sends nothing must not keep others out, least of
 * all neighbours on the same host, who share an address with it.
 *
 * <p>Idea: where the limit is reached, the connection that has waited longest since its last answer
 * is closed in favour of the new one, if it has waited for {@value #IDLE_MILLIS} ms at all. A
 * caller sends as soon as it is connected and is answered in less; one that idles between two calls
 * finds its connection closed and opens another. So silent and slow connections end first.
 *
 * <p>Limit: a caller that keeps all connections of its host busy with proper calls does keep other
 * callers of that host out.
 *
 * <p>Closes nothing and reads no clock. Safe for use by several threads.
 */
final class ConnectionLimiter {

  /** How long a connection must have waited before it is closed in favour of another. */
  static final long IDLE_MILLIS = 250;

  private static final long IDLE_NANOS = IDLE_MILLIS * 1_000_000;

  /** A connection beyond its time by this much is blocked in a write; readers end by themselves. */
  private static final long OVERDUE_NANOS = 1_000_000_000L;

  /** The decision on a new connection. */
  sealed interface Admission {

    /**
     * The connection is accepted.
     *
     * @param connection counts it from now on
     * @param evicted another that must be closed in its favour
     * @param overdue others that should have ended, and must be closed
     */
    record Accepted(Connection connection, Optional<Connection> evicted, List<Connection> overdue)
        implements Admission {}

    /** The connection is refused, since its host has too many. */
    record TooManyOfHost(List<Connection> overdue) implements Admission {}

    /** The connection is refused, since there are too many in all. */
    record TooManyInAll(List<Connection> overdue) implements Admission {}

    /** Others that should have ended, and must be closed. */
    List<Connection> overdue();
  }

  private final ConnectionLimits limits;
  private final RateLimitedLog log;
  private final Set<Connection> connections = new LinkedHashSet<>();

  /**
   * Creates a limiter without connections.
   *
   * @param log where connections that exceed a limit are reported
   */
  ConnectionLimiter(ConnectionLimits limits, RateLimitedLog log) {
    this.limits = limits;
    this.log = log;
  }

  /**
   * Decides on a new connection.
   *
   * @param host where it comes from; one key for all addresses that count as one
   * @param socket closes it
   */
  synchronized Admission admit(InetAddress host, Closeable socket, long nowTicks) {
    List<Connection> overdue =
        connections.stream().filter(each -> each.leftNanos(nowTicks) < -OVERDUE_NANOS).toList();
    overdue.forEach(connections::remove);
    List<Connection> ofHost = new ArrayList<>(connections);
    ofHost.removeIf(each -> !each.host.equals(host));
    boolean hostFull = ofHost.size() >= limits.perHost();
    Optional<Connection> evicted = Optional.empty();
    if (hostFull || connections.size() >= limits.inAll()) {
      evicted = longestIdle(hostFull ? ofHost : connections, nowTicks);
      if (evicted.isEmpty()) {
        return hostFull
            ? new Admission.TooManyOfHost(overdue)
            : new Admission.TooManyInAll(overdue);
      }
      connections.remove(evicted.get());
    }
    Connection accepted = new Connection(host, socket, nowTicks);
    connections.add(accepted);
    return new Admission.Accepted(accepted, evicted, overdue);
  }

  private static Optional<Connection> longestIdle(Iterable<Connection> among, long nowTicks) {
    List<Connection> idle = new ArrayList<>();
    for (Connection each : among) {
      if (each.waitedNanos(nowTicks) >= IDLE_NANOS) {
        idle.add(each);
      }
    }
    return idle.stream().max(Comparator.comparingLong(each -> each.waitedNanos(nowTicks)));
  }

  private synchronized void remove(Connection ended) {
    connections.remove(ended);
  }

  /** Returns the number of connections. */
  synchronized int size() {
    return connections.size();
  }

  /**
   * One accepted connection: how long it has waited for its last answer, and how much it has sent
   * since. Safe for use by several threads.
   */
  final class Connection implements TimedSocket.ReadLimit {

    private final InetAddress host;
    private final Closeable socket;
    private boolean hasSent;
    private long sinceTicks;
    private long bytes;

    private Connection(InetAddress host, Closeable socket, long nowTicks) {
      this.host = host;
      this.socket = socket;
      this.sinceTicks = nowTicks;
    }

    InetAddress host() {
      return host;
    }

    Closeable socket() {
      return socket;
    }

    @Override
    public int millis(int millis, long nowTicks) throws IOException {
      long left = leftNanos(nowTicks);
      if (left <= 0) {
        timedOut(nowTicks);
        throw new SocketTimeoutException("nothing whole came from %s".formatted(host));
      }
      return (int) Math.min(millis, TimeUnit.NANOSECONDS.toMillis(left - 1) + 1);
    }

    @Override
    public int bytes(int wanted) throws IOException {
      long left = leftBytes();
      if (wanted > 0 && left <= 0) {
        log.warn("a connection with too long a message was closed", "from " + host);
        throw new IOException("too long a message from %s".formatted(host));
      }
      return (int) Math.min(wanted, left);
    }

    @Override
    public synchronized void read(int count) {
      hasSent |= count > 0;
      bytes += Math.max(0, count);
    }

    @Override
    public void timedOut(long nowTicks) {
      if (leftNanos(nowTicks) <= 0) {
        log.warn(
            hasSent()
                ? "a connection without a whole call in time was closed"
                : "a connection that said nothing was closed",
            "from " + host);
      }
    }

    @Override
    public synchronized void writing(long nowTicks) {
      sinceTicks = nowTicks;
      bytes = 0;
    }

    @Override
    public void closed() {
      remove(this);
    }

    private synchronized boolean hasSent() {
      return hasSent;
    }

    /** Returns how long ago it was last answered, or accepted, in nanoseconds. */
    synchronized long waitedNanos(long nowTicks) {
      return nowTicks - sinceTicks;
    }

    /** Returns how long it may still go on without an answer, in nanoseconds; 0 or less if over. */
    synchronized long leftNanos(long nowTicks) {
      return (hasSent ? limits.idle() : limits.firstByte()).toNanos() - (nowTicks - sinceTicks);
    }

    /** Returns how many bytes may still be read without an answer; 0 or less if none. */
    synchronized long leftBytes() {
      return limits.messageBytes() - bytes;
    }
  }
}
