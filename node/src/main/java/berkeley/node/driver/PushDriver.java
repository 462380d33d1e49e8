package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Member;
import berkeley.node.NodeCore;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
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
 * <p>Problem: a master that is sent a time does not know how old it is. Idea: the slave reads the
 * master's clock first, by the burst with which a master reads a slave's, keeps the probe with the
 * smallest round trip, and sends that beside its own time. So push costs as many messages as pull,
 * and is as accurate; {@link berkeley.master.Sample} dates the comparison.
 *
 * <p>A node that obeys a newer term than the master's sends nothing until it hears of another term
 * or is corrected: a master asks whoever sends nothing, and learns the term from the refusal.
 *
 * <p>For the node's loop.
 */
final class PushDriver {

  private static final Logger LOG = LoggerFactory.getLogger(PushDriver.class);

  /** For as long a sender waits for an answer at most, from its first message on. */
  static final long LIMIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final NodeCore core;
  private final NodeEnvironment environment;
  private final long periodNanos;
  private final BurstLength length;
  private Optional<Master> master = Optional.empty();
  private Optional<Heard> waiting = Optional.empty();
  private Timer timer = () -> {};
  private int slowBursts;
  private boolean complained;
  private boolean closed;

  private record Master(String id, PeerAddress address) {}

  /** What this node had heard of masters. */
  private record Heard(long term, long adjustments) {}

  PushDriver(NodeCore core, NodeEnvironment environment, Duration period, int samples) {
    this.core = core;
    this.environment = environment;
    this.periodNanos = period.toNanos();
    this.length = BurstLength.fixed(samples);
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
    if (waiting.isPresent() && waiting.get().equals(heard())) {
      rest();
      return;
    }
    waiting = Optional.empty();
    if (master.isPresent()) {
      compare(master.get());
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
                compare(found);
              } else {
                askNext(left, deadlineTicks);
              }
            });
  }

  private void compare(Master to) {
    if (closed) {
      return;
    }
    long deadline = environment.ticks() + LIMIT_NANOS;
    environment
        .network()
        .burst(
            to.id(),
            to.address(),
            length,
            environment.ticks() + LIMIT_NANOS / 2,
            reply -> compared(to, deadline, reply));
  }

  private void compared(Master to, long deadlineTicks, Reply<List<Probe>> reply) {
    if (closed) {
      return;
    }
    if (!(reply instanceof Reply.Value<List<Probe>> probes)) {
      failed(reply.failure());
      return;
    }
    Probe best = Probe.quickest(probes.value());
    if (isTooSlow(best)) {
      slowBursts++;
      rest();
      return;
    }
    send(to, best, deadlineTicks);
  }

  /** A newcomer is stepped by its first correction, so a burst on a busy processor is no good. */
  private boolean isTooSlow(Probe best) {
    return core.newcomer()
        && slowBursts < Member.PASSED_OVER
        && best.rttNanos() > Member.NEWCOMER_RTT_NANOS;
  }

  private void send(Master to, Probe probe, long deadlineTicks) {
    long middle = probe.sentTicks() + probe.rttNanos() / 2;
    PushedReading reading =
        new PushedReading(
            core.id(),
            core.nodeTimeAt(middle),
            probe.remoteNanos(),
            probe.rttNanos(),
            core.newcomer());
    environment
        .network()
        .call(
            to.id(),
            to.address(),
            new Request.Push(reading),
            deadlineTicks,
            reply -> answered(reply, deadlineTicks));
  }

  private void answered(Reply<Adjustment> reply, long deadlineTicks) {
    if (closed) {
      return;
    }
    if (environment.ticks() - deadlineTicks > 0) {
      failed(Reply.Lost.late().failure());
    } else if (reply instanceof Reply.Value<Adjustment> answer) {
      apply(answer.value());
    } else {
      failed(reply.failure());
    }
  }

  private void apply(Adjustment told) {
    try {
      core.adjust(told);
      complained = false;
      rest();
    } catch (StaleTermException e) {
      waiting = Optional.of(heard());
      failed(String.valueOf(e));
    } catch (RuntimeException e) {
      failed(String.valueOf(e));
    }
  }

  private Heard heard() {
    return new Heard(core.term(), core.status().adjustments());
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
