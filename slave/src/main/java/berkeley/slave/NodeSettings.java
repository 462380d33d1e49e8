package berkeley.slave;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.slave.servant.UpstreamSettings;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.socket.ListenSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a node is named, found and steered.
 *
 * @param id its name, unique in the cluster: 1 to 64 letters, digits, dots, dashes and underscores
 * @param rendezvous where it registers and where it looks for others
 * @param port the TCP port of its remote object, 0 for any free one
 * @param initialOffset an injected error of its first node time, for demonstrations and tests
 * @param driftPpm an injected error of its oscillator's rate, in ppm, between -100,000 and 100,000
 * @param reRegister how often it looks whether it is still registered, 50 ms to 1 hour. Too short:
 *     load on the registry; too long: a restarted registry stays empty for as long
 * @param holdoverAfter silence of the master after which it is in holdover, 10 ms to 365 days;
 *     three times the usual spacing of corrections if that is longer
 * @param discipline what its servo may assume and do
 * @param exposure where it listens and for whom, and how it is known to others
 * @param ownRegistry whether it serves a registry itself, on the port of its remote object
 * @param upstream the level above, which it follows while it leads; empty if there is none
 */
public record NodeSettings(
    String id,
    ClusterAddress rendezvous,
    int port,
    Duration initialOffset,
    double driftPpm,
    Duration reRegister,
    Duration holdoverAfter,
    ClockLimits discipline,
    ListenSettings exposure,
    boolean ownRegistry,
    Optional<UpstreamSettings> upstream) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public NodeSettings {
    require(
        NAME.matcher(id).matches(),
        "id: '%s' is not a name of 1 to 64 letters, digits, dots, dashes and underscores",
        id);
    require(port >= 0 && port <= 65_535, "port: %d is not in 0..65535", port);
    require(Math.abs(driftPpm) <= 100_000, "drift: %s ppm is not in ±100000 ppm", driftPpm);
    require(
        initialOffset.abs().compareTo(Duration.ofDays(36_500)) <= 0,
        "offset: %s is more than 100 years",
        initialOffset);
    require(
        within(Duration.ofMillis(50), reRegister, Duration.ofHours(1)),
        "reRegister: %s is not in 50ms..1h",
        reRegister);
    require(
        within(Duration.ofMillis(10), holdoverAfter, Duration.ofDays(365)),
        "holdoverAfter: %s is not in 10ms..365d",
        holdoverAfter);
    require(
        ownRegistry || rendezvous.whereabouts().isEmpty(),
        "ownRegistry: a node that is listed elsewhere needs a registry of its own");
    upstream.ifPresent(above -> requireApart(rendezvous, above.rendezvous()));
  }

  /** A node with default settings, on any free port. */
  public static NodeSettings of(String id, List<RegistryAddress> registries) {
    return of(id, ClusterAddress.at(registries));
  }

  /**
   * A node with default settings, on any free port; with a registry of its own where members are
   * listed elsewhere.
   */
  public static NodeSettings of(String id, ClusterAddress rendezvous) {
    return new NodeSettings(
        id,
        rendezvous,
        0,
        Duration.ZERO,
        0,
        Duration.ofMillis(500),
        Duration.ofMillis(2_500),
        ClockLimits.DEFAULT,
        ListenSettings.LOOPBACK,
        rendezvous.whereabouts().isPresent(),
        Optional.empty());
  }

  /** The same with a fixed port. */
  public NodeSettings withPort(int newPort) {
    return new NodeSettings(
        id,
        rendezvous,
        newPort,
        initialOffset,
        driftPpm,
        reRegister,
        holdoverAfter,
        discipline,
        exposure,
        ownRegistry,
        upstream);
  }

  /** The same with an injected fault of its oscillator. */
  public NodeSettings withFault(Duration offset, double ppm) {
    return new NodeSettings(
        id,
        rendezvous,
        port,
        offset,
        ppm,
        reRegister,
        holdoverAfter,
        discipline,
        exposure,
        ownRegistry,
        upstream);
  }

  /** The same, shown to others in another way. */
  public NodeSettings withExposure(ListenSettings shown) {
    return new NodeSettings(
        id,
        rendezvous,
        port,
        initialOffset,
        driftPpm,
        reRegister,
        holdoverAfter,
        discipline,
        shown,
        ownRegistry,
        upstream);
  }

  /** The same with a registry of its own. */
  public NodeSettings withOwnRegistry() {
    return new NodeSettings(
        id,
        rendezvous,
        port,
        initialOffset,
        driftPpm,
        reRegister,
        holdoverAfter,
        discipline,
        exposure,
        true,
        upstream);
  }

  /**
   * The same in a named cluster.
   *
   * @throws IllegalArgumentException if members are listed elsewhere, for another cluster
   */
  public NodeSettings inCluster(String name) {
    require(
        rendezvous.whereabouts().isEmpty() || rendezvous.cluster().equals(name),
        "cluster: the list of members is that of cluster '%s'",
        rendezvous.cluster());
    return new NodeSettings(
        id,
        new ClusterAddress(rendezvous.registries(), name, rendezvous.whereabouts()),
        port,
        initialOffset,
        driftPpm,
        reRegister,
        holdoverAfter,
        discipline,
        exposure,
        ownRegistry,
        upstream);
  }

  /** The same, following a master of the level above whenever it leads. */
  public NodeSettings below(UpstreamSettings above) {
    return new NodeSettings(
        id,
        rendezvous,
        port,
        initialOffset,
        driftPpm,
        reRegister,
        holdoverAfter,
        discipline,
        exposure,
        ownRegistry,
        Optional.of(above));
  }

  private static void requireApart(ClusterAddress group, ClusterAddress above) {
    require(
        !group.cluster().equals(above.cluster())
            || Collections.disjoint(group.registries(), above.registries()),
        "upstream: group and parent would share cluster '%s' of a registry; give the group a"
            + " cluster of its own",
        group.cluster());
  }

  private static boolean within(Duration least, Duration value, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
