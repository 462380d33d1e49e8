package berkeley.slave.servant;

import berkeley.api.RegistryAddress;
import berkeley.transport.registry.ClusterAddress;
import java.time.Duration;
import java.util.List;

/**
 * The level above a group: where its master is found by whoever leads the group.
 *
 * @param clusterAddress the registries of the level above and the name of its cluster; this host's
 *     own registry has to be among them, since only local processes may enter names
 * @param timeout for how long a newcomer waits for its parent before it leads its group without, 0
 *     to 1 day. Too short: a group that comes up first begins with a time of its own, and has to be
 *     slewed to the parent's; too long: no cluster time while the parent is away
 */
public record UpstreamSettings(ClusterAddress clusterAddress, Duration timeout) {

  /** What a newcomer waits by default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Checks the range.
   *
   * @param clusterAddress with this host's own registry
   * @param timeout 0 to 1 day
   * @throws IllegalArgumentException naming the setting that is out of its range
   */
  public UpstreamSettings {
    if (timeout.isNegative() || timeout.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("timeout: %s is not in 0s..1d".formatted(timeout));
    }
  }

  /**
   * Returns the unnamed cluster at these registries, and what a newcomer waits by default.
   *
   * @param registries this host's own among them
   * @return the level above
   */
  public static UpstreamSettings at(List<RegistryAddress> registries) {
    return new UpstreamSettings(ClusterAddress.at(registries), DEFAULT_TIMEOUT);
  }
}
