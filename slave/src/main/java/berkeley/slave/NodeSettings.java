package berkeley.slave;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.node.driver.ElectionMethod;
import berkeley.slave.servant.UpstreamSettings;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What a {@link NodeBuilder} has collected, checked: units, defaults and ranges are described
 * there.
 *
 * @param id its name
 * @param clusterAddress where it registers and where it looks for others
 * @param port the TCP port of its remote object, 0 for any free one
 * @param reRegister how often it looks whether it is still registered
 * @param holdoverAfter silence of the master after which it is in holdover
 * @param limits what its clock may assume and do
 * @param ownRegistry whether it serves a registry itself, on the port of its remote object
 * @param upstream the level above, which it follows while it leads; empty if there is none
 * @param leads how it leads
 * @param onRound told of each round that it leads, on the master's thread
 * @param onPush told of each slave that sends its time to it
 * @param contest how the master is chosen; empty for a node that is not to be elected
 * @param push how often it sends its time by its own timer; empty for one that is asked
 * @param environment what it is handed of its host
 */
record NodeSettings(
    String id,
    ClusterAddress clusterAddress,
    int port,
    Duration reRegister,
    Duration holdoverAfter,
    ClockLimits limits,
    boolean ownRegistry,
    Optional<UpstreamSettings> upstream,
    MasterSettings leads,
    Consumer<RoundReport> onRound,
    Consumer<PushReport> onPush,
    Optional<ElectionMethod> contest,
    Optional<Duration> push,
    Environment environment) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Duration SHORTEST_PUSH = Duration.ofMillis(10);

  NodeSettings {
    require(
        NAME.matcher(id).matches(),
        "id: '%s' is not a name of 1 to 64 letters, digits, dots, dashes and underscores",
        id);
    require(port >= 0 && port <= 65_535, "port: %d is not in 0..65535", port);
    require(
        within(Duration.ofMillis(50), reRegister, Duration.ofHours(1)),
        "reRegister: %s is not in 50ms..1h",
        reRegister);
    require(
        within(Duration.ofMillis(10), holdoverAfter, Duration.ofDays(365)),
        "holdoverAfter: %s is not in 10ms..365d",
        holdoverAfter);
    push.ifPresent(
        period -> require(period.compareTo(SHORTEST_PUSH) >= 0, "push: %s is below 10ms", period));
    require(
        push.isEmpty() || contest.isEmpty(),
        "push: a node that may lead is asked for its time; leave one of push and electable out");
    requireHostCounter(environment.ticks());
    upstream.ifPresent(above -> requireApart(clusterAddress, above.clusterAddress()));
  }

  private static void requireApart(ClusterAddress group, ClusterAddress above) {
    require(
        !group.cluster().equals(above.cluster())
            || Collections.disjoint(group.registries(), above.registries()),
        "upstream: group and parent would share cluster '%s' of a registry; give the group a"
            + " cluster of its own",
        group.cluster());
  }

  /** A clock on another counter than that which stamps messages is wrong by any amount. */
  private static void requireHostCounter(Ticks ticks) {
    long before = HostTicks.now();
    long read = ticks.hostNanos();
    require(
        read - before >= 0 && read - HostTicks.now() <= 0,
        "environment: its ticks are not those of %s, by which messages are stamped; take them from"
            + " Node.hostEnvironment()",
        HostTicks.counter().source());
  }

  private static boolean within(Duration least, Duration value, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
