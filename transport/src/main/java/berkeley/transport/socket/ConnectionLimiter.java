package berkeley.transport.socket;

import java.io.Closeable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which connections are taken.
 *
 * <p>Problem: whoever opens many connections and says nothing must not keep others out, least of
 * all neighbours on the same host, who share an address with it.
 *
 * <p>Idea: where there is no room, the connection that has waited longest since its last answer
 * makes room, if it has waited for {@value #PATIENCE_MILLIS} ms at all. A caller speaks as soon as
 * it is connected and is answered in less; one that idles between two calls finds its connection
 * closed and opens another. So the mute and the slow leave first.
 *
 * <p>Limit: somebody who keeps all of a host's connections busy with proper calls does keep that
 * host's others out.
 *
 * <p>Closes nothing and reads no clock. Safe for use by several threads.
 */
final class ConnectionLimiter {

  static final long PATIENCE_MILLIS = 250;

  private static final long PATIENCE_NANOS = PATIENCE_MILLIS * 1_000_000;

  /** Who stays after its time is held up in a write; readers end by themselves. */
  private static final long GRACE_NANOS = 1_000_000_000L;

  /** What becomes of a newcomer. */
  sealed interface Answer {

    /**
     * It is taken.
     *
     * @param visit what counts it from now on
     * @param makesRoom another that must be closed for it
     * @param overdue others that should have ended, and must be closed
     */
    record Taken(
        ConnectionUsage visit, Optional<ConnectionUsage> makesRoom, List<ConnectionUsage> overdue)
        implements Answer {}

    /** It is not, since its host has too many. */
    record TooManyOfHost(List<ConnectionUsage> overdue) implements Answer {}

    /** It is not, since there are too many in all. */
    record TooManyInAll(List<ConnectionUsage> overdue) implements Answer {}

    /** Others that should have ended, and must be closed. */
    List<ConnectionUsage> overdue();
  }

  private final ConnectionLimits limits;
  private final Set<ConnectionUsage> visits = new LinkedHashSet<>();

  ConnectionLimiter(ConnectionLimits limits) {
    this.limits = limits;
  }

  /**
   * A connection has come.
   *
   * @param host where from; one key for all addresses that count as one
   * @param connection what ends it
   */
  synchronized Answer arrive(InetAddress host, Closeable connection, long nowTicks) {
    List<ConnectionUsage> overdue =
        visits.stream().filter(visit -> visit.leftNanos(nowTicks) < -GRACE_NANOS).toList();
    overdue.forEach(visits::remove);
    List<ConnectionUsage> neighbours = new ArrayList<>(visits);
    neighbours.removeIf(visit -> !visit.host().equals(host));
    boolean crowded = neighbours.size() >= limits.perHost();
    Optional<ConnectionUsage> makesRoom = Optional.empty();
    if (crowded || visits.size() >= limits.inAll()) {
      makesRoom = longestWaiting(crowded ? neighbours : visits, nowTicks);
      if (makesRoom.isEmpty()) {
        return crowded ? new Answer.TooManyOfHost(overdue) : new Answer.TooManyInAll(overdue);
      }
      visits.remove(makesRoom.get());
    }
    ConnectionUsage visit = new ConnectionUsage(host, connection, limits, nowTicks);
    visits.add(visit);
    return new Answer.Taken(visit, makesRoom, overdue);
  }

  private static Optional<ConnectionUsage> longestWaiting(
      Iterable<ConnectionUsage> among, long nowTicks) {
    List<ConnectionUsage> ripe = new ArrayList<>();
    for (ConnectionUsage visit : among) {
      if (visit.waitedNanos(nowTicks) >= PATIENCE_NANOS) {
        ripe.add(visit);
      }
    }
    return ripe.stream().max(Comparator.comparingLong(visit -> visit.waitedNanos(nowTicks)));
  }

  /** A connection has ended; harmless to repeat. */
  synchronized void leave(ConnectionUsage visit) {
    visits.remove(visit);
  }

  /** How many there are now. */
  synchronized int size() {
    return visits.size();
  }
}
