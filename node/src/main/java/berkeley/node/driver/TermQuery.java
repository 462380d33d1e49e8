package berkeley.node.driver;

import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Asks all listed nodes for the newest term that they have seen, so that a new master can go one
 * beyond it. For the node's loop.
 */
final class TermQuery {

  private static final long LIMIT_NANOS = Duration.ofSeconds(3).toNanos();

  private final NodeEnvironment environment;
  private long newest;

  TermQuery(NodeEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Asks.
   *
   * @param then takes the newest term that any node within reach has seen, 0 if there is none
   */
  void ask(LongConsumer then) {
    long deadline = environment.ticks() + LIMIT_NANOS;
    environment.members().read(Set.of(), deadline, listing -> ask(listing, deadline, then));
  }

  private void ask(Listing listing, long deadlineTicks, LongConsumer then) {
    Map<String, PeerAddress> asked = new TreeMap<>(listing.addresses());
    asked.values().removeIf(address -> !address.describesItself());
    List<CallPacer.Call> calls = new ArrayList<>();
    asked.forEach((name, address) -> calls.add(done -> ask(name, address, deadlineTicks, done)));
    new CallPacer(environment, calls, 1, deadlineTicks, () -> then.accept(newest)).begin();
  }

  private void ask(String name, PeerAddress address, long deadlineTicks, Runnable done) {
    environment
        .network()
        .call(
            name,
            address,
            new Request.Status(),
            deadlineTicks,
            reply -> {
              if (reply instanceof Reply.Value<NodeStatus> status) {
                newest = Math.max(newest, status.value().term());
              }
              done.run();
            });
  }
}
