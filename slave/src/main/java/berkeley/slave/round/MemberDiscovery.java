package berkeley.slave.round;

import berkeley.master.Roster;
import berkeley.transport.log.LogText;
import berkeley.transport.registry.MemberLookup;
import berkeley.transport.registry.MemberLookup.MemberListing;
import berkeley.transport.socket.RemoteCall;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the registries on a thread of its own, so that a slow one delays no round: a round waits a
 * little and then works on the members known; what comes later serves the next one. Not safe for
 * use by several threads.
 */
final class MemberDiscovery implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MemberDiscovery.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final MemberLookup lookup;
  private final String node;
  private final ExecutorService reader;
  private Optional<Future<MemberListing>> underWay = Optional.empty();

  /**
   * Creates a discovery that has not read anything yet.
   *
   * @param lookup reads the registries
   * @param node the master's name, for the log
   */
  MemberDiscovery(MemberLookup lookup, String node) {
    this.lookup = lookup;
    this.node = node;
    this.reader =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work, "berkeley-discovery");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Brings the roster up to date, if the registries answer in time.
   *
   * @param timeout how long to wait for them
   * @return whether there are new members
   * @throws InterruptedException if interrupted while waiting
   */
  boolean update(Roster roster, Duration timeout) throws InterruptedException {
    Future<MemberListing> reading = underWay.orElseGet(() -> begin(roster.settled()));
    try {
      MemberListing listing = reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      underWay = Optional.empty();
      Roster.Changes changes = roster.update(listing.names(), listing.clocks());
      changes.came().forEach(id -> LOG.info("member found node={} id={}", node, id));
      changes.left().forEach(id -> LOG.info("member left node={} id={}", node, id));
      if (!listing.complete()) {
        roster.incomplete();
      }
      return !changes.came().isEmpty();
    } catch (TimeoutException e) {
      LOG.debug("the registries are slow, going on with the members known node={}", node, e);
      underWay = Optional.of(reading);
    } catch (ExecutionException e) {
      LOG.warn("discovery failed node={} cause={}", node, LogText.of(e));
      underWay = Optional.empty();
    }
    return false;
  }

  private Future<MemberListing> begin(Set<String> settled) {
    return reader.submit(
        () ->
            RemoteCall.get(
                System.nanoTime() + LIMIT.toNanos(),
                RemoteCall.ANYONE,
                () -> lookup.read(settled)));
  }

  /** Interrupts a reading under way and ends the thread. */
  @Override
  public void close() {
    reader.shutdownNow();
  }
}
