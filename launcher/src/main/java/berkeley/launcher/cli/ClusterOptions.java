package berkeley.launcher.cli;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.transport.registry.ClusterAddress;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that select a cluster, for commands that run no node themselves. */
public final class ClusterOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      split = ",",
      description = "The registries of the cluster; several with commas.")
  private List<RegistryAddress> registries = List.of();

  @Mixin private ZooKeeperOptions zookeeper;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Which of several clusters in the same registries (default: the unnamed one).")
  private String cluster = "";

  private Optional<ClusterAddress> known = Optional.empty();

  /**
   * Returns the address of the cluster; the same one each time.
   *
   * @throws ParameterException if the cluster's name cannot be one, or neither registries nor a
   *     ZooKeeper are given
   * @throws CommandFailure if ZooKeeper does not answer
   */
  public ClusterAddress clusterAddress() throws InterruptedException {
    if (known.isEmpty()) {
      known = Optional.of(find());
    }
    return known.get();
  }

  private ClusterAddress find() throws InterruptedException {
    zookeeper.requireSense(!registries.isEmpty());
    if (registries.isEmpty() && !zookeeper.given()) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--registry=HOST:PORT'");
    }
    try {
      return zookeeper.given() ? ask() : new ClusterAddress(registries, cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  private ClusterAddress ask() throws InterruptedException {
    ZooKeeperOptions.Opened opened = zookeeper.open(cluster);
    Runtime.getRuntime().addShutdownHook(new Thread(opened.cluster()::close, "zookeeper-end"));
    if (!opened.heard()) {
      throw CommandFailure.missing(
          "ZooKeeper at %s does not answer; check the address, or start it".formatted(zookeeper));
    }
    return opened.cluster().address();
  }
}
