package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.PushAnswer;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.node.NodeCore;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a slave's time to whoever leads by a timer of its own, and applies the correction that
 * comes back.
 *
 * <p>The reading was taken before the message left and compared when it arrived, so the correction
 * is off by the outward way: the round trip is added to its bound. For the node's loop.
 */
final class PushDriver {

  private static final Logger LOG = LoggerFactory.getLogger(PushDriver.class);
  private static final long LIMIT_NANOS = Duration.ofSeconds(1).toNanos();

  /** Messages that open the way to a new master: the first wait for connections and classes. */
  private static final int WARM_UP = 20;

  private final NodeCore core;
  private final NodeEnvironment environment;
  private final long periodNanos;
  private Optional<Master> master = Optional.empty();
  private Timer timer = () -> {};
  private boolean complained;
  private boolean closed;

  private record Master(String id, PeerAddress address) {}

  PushDriver(NodeCore core, NodeEnvironment environment, Duration period) {
    this.core = core;
    this.environment = environment;
    this.periodNanos = period.toNanos();
  }

  /** Sends the first time in one period. */
  void start() {
    rest();
  }

  private void rest() {
    if (!closed) {
      timer = environment.loop().at(environment.ticks() + periodNanos, this::push);
    }
  }

  private void push() {
    if (master.isPresent()) {
      send(master.get(), 0);
    } else {
      findMaster();
    }
  }

  private void findMaster() {
    long deadline = environment.ticks() + LIMIT_NANOS;
    environment
        .members()
        .read(Set.of(), deadline, listing -> askNext(candidates(listing), deadline));
  }

  private static Iterator<Map.Entry<String, PeerAddress>> candidates(Listing listing) {
    Map<String, PeerAddress> sorted = new TreeMap<>(listing.addresses());
    sorted.values().removeIf(way -> !way.takesPushes() || !way.describesItself());
    return sorted.entrySet().iterator();
  }

  private void askNext(Iterator<Map.Entry<String, PeerAddress>> left, long deadlineTicks) {
    if (closed || !left.hasNext() || deadlineTicks - environment.ticks() <= 0) {
      rest();
      return;
    }
    Map.Entry<String, PeerAddress> next = left.next();
    environment
        .network()
        .call(
            next.getKey(),
            next.getValue(),
            new Request.Status(),
            deadlineTicks,
            reply -> {
              if (reply instanceof Reply.Value<NodeStatus> status
                  && status.value().role() == Role.MASTER) {
                Master found = new Master(next.getKey(), next.getValue());
                master = Optional.of(found);
                send(found, WARM_UP);
              } else {
                askNext(left, deadlineTicks);
              }
            });
  }

  private void send(Master to, int unusedBefore) {
    if (closed) {
      return;
    }
    environment
        .network()
        .call(
            to.id(),
            to.address(),
            new Request.Push(core.id(), core::nodeTime, core.newcomer()),
            environment.ticks() + LIMIT_NANOS,
            reply -> answered(to, unusedBefore, reply));
  }

  private void answered(Master to, int unusedBefore, Reply<PushAnswer> reply) {
    if (closed) {
      return;
    }
    if (!(reply instanceof Reply.Value<PushAnswer> answer)) {
      failed(reply.failure());
    } else if (unusedBefore > 0) {
      send(to, unusedBefore - 1);
    } else {
      apply(answer.value());
    }
  }

  private void apply(PushAnswer answer) {
    Adjustment told = answer.adjustment();
    try {
      core.adjust(
          new Adjustment(
              told.deltaNanos(),
              told.errorBoundNanos() + answer.roundTripNanos(),
              answer.readingNanos(),
              told.term(),
              told.round(),
              answer.roundTripNanos(),
              told.master(),
              told.clusterSlewPpm(),
              told.incarnation(),
              told.statement()));
      complained = false;
      rest();
    } catch (RuntimeException e) {
      failed(String.valueOf(e));
    }
  }

  /** Without a master there is the next time. */
  private void failed(String cause) {
    master = Optional.empty();
    if (!complained) {
      complained = true;
      LOG.warn("no correction for the time sent node={} cause={}", core.id(), cause);
    }
    rest();
  }

  void close() {
    closed = true;
    timer.cancel();
  }
}
