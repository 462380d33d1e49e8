package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.slave.NodeBuilder;
import berkeley.slave.servant.UpstreamSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** The level above a group, for whoever leads it. */
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
      description = "With --upstream: the cluster up there (default: the unnamed one).")
  private String cluster;

  @Option(
      names = "--upstream-wait",
      paramLabel = "DURATION",
      description =
          "With --upstream: how long a newcomer waits for the master above before it leads without"
              + " (default: 10s).")
  private Duration patience;

  /** Whether there is a level above. */
  public boolean given() {
    return !registries.isEmpty();
  }

  List<RegistryAddress> registries() {
    return registries;
  }

  /**
   * Has a node follow the level above.
   *
   * @throws IllegalArgumentException if an option is out of its range
   * @throws CommandFailure if one is given that says nothing without another
   */
  void applyTo(NodeBuilder node) {
    if (registries.isEmpty() && (cluster != null || patience != null)) {
      throw CommandFailure.usage(
          "--upstream-cluster and --upstream-wait need --upstream; add it, or leave them out");
    }
    if (!registries.isEmpty()) {
      node.upstream(
          registries,
          cluster == null ? "" : cluster,
          patience == null ? UpstreamSettings.DEFAULT_PATIENCE : patience);
    }
  }
}
