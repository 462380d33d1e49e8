package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.slave.NodeBuilder;
import berkeley.slave.servant.UpstreamSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the level above a group, for the node that leads it. */
public final class UpstreamOptions {

  @Option(
      names = "--upstream",
      paramLabel = "HOST:PORT",
      split = ",",
      description =
          "While it leads its group, follow the master found through these registries, one of them"
              + " on this host.")
  private List<RegistryAddress> registries = List.of();

  @Option(
      names = "--upstream-cluster",
      paramLabel = "NAME",
      description = "With --upstream: the cluster on the level above (default: the unnamed one).")
  private @Nullable String cluster;

  @Option(
      names = "--upstream-wait",
      paramLabel = "DURATION",
      description =
          "With --upstream: how long a newcomer waits for the master above before it leads without"
              + " one (default: 10s).")
  private @Nullable Duration wait;

  /** Returns whether {@code --upstream} was given. */
  public boolean given() {
    return !registries.isEmpty();
  }

  List<RegistryAddress> registries() {
    return registries;
  }

  /**
   * Sets the level above that a node follows.
   *
   * @throws IllegalArgumentException if an option is out of its range
   * @throws CommandFailure if an option is given that needs another
   */
  void applyTo(NodeBuilder node) {
    if (registries.isEmpty() && (cluster != null || wait != null)) {
      throw CommandFailure.usage(
          "--upstream-cluster and --upstream-wait need --upstream; add it, or leave them out");
    }
    if (!registries.isEmpty()) {
      node.upstream(
          registries,
          cluster == null ? "" : cluster,
          wait == null ? UpstreamSettings.DEFAULT_TIMEOUT : wait);
    }
  }
}
