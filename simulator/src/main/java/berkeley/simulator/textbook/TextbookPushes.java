package berkeley.simulator.textbook;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Role;
import berkeley.api.wire.StaleTermException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A textbook's slave that sends its time to whoever leads, once a period, and adds what it is
 * answered. For its node's loop.
 */
public final class TextbookPushes {

  private static final long LIMIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final TextbookNode node;
  private final NodeEnvironment environment;
  private final long periodNanos;
  private Optional<Map.Entry<String, PeerAddress>> master = Optional.empty();
  private Timer timer = () -> {};
  private boolean closed;

  /**
   * Prepares a slave that sends nothing yet.
   *
   * @param period from one message to the next
   */
  public TextbookPushes(TextbookNode node, NodeEnvironment environment, Duration period) {
    this.node = node;
    this.environment = environment;
    this.periodNanos = period.toNanos();
  }

  /** Sends the first time in one period. */
  public void start() {
    if (!closed) {
      timer = environment.loop().at(environment.ticks() + periodNanos, this::send);
    }
  }

  /** Sends no more. */
  public void close() {
    closed = true;
    timer.cancel();
  }

  private void send() {
    long deadline = environment.ticks() + LIMIT_NANOS;
    if (master.isPresent()) {
      send(master.get(), deadline);
    } else {
      environment.members().read(Set.of(), deadline, listing -> find(listing, deadline));
    }
  }

  private void find(Listing listing, long deadline) {
    Map<String, PeerAddress> candidates = new TreeMap<>(listing.addresses());
    candidates.values().removeIf(each -> !each.takesPushes() || !each.describesItself());
    askNext(candidates.entrySet().iterator(), deadline);
  }

  private void askNext(Iterator<Map.Entry<String, PeerAddress>> left, long deadline) {
    if (closed || !left.hasNext()) {
      start();
      return;
    }
    Map.Entry<String, PeerAddress> next = left.next();
    environment
        .network()
        .call(
            next.getKey(),
            next.getValue(),
            new Request.Status(),
            deadline,
            reply -> {
              if (reply instanceof Reply.Value<NodeStatus> status
                  && status.value().role() == Role.MASTER) {
                master = Optional.of(next);
                send(next, environment.ticks() + LIMIT_NANOS);
              } else {
                askNext(left, deadline);
              }
            });
  }

  private void send(Map.Entry<String, PeerAddress> to, long deadline) {
    if (closed) {
      return;
    }
    environment
        .network()
        .call(
            to.getKey(),
            to.getValue(),
            new Request.Push(PushedReading.uncompared(node.id(), node.nodeTime())),
            deadline,
            this::answered);
  }

  private void answered(Reply<Adjustment> reply) {
    if (reply instanceof Reply.Value<Adjustment> answer) {
      try {
        node.adjust(answer.value());
      } catch (StaleTermException e) {
        master = Optional.empty(); // of a master that another has replaced
      }
    } else {
      master = Optional.empty();
    }
    start();
  }
}
