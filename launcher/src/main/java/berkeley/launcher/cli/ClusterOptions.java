package berkeley.launcher.cli;

import berkeley.api.RegistryAddress;
import berkeley.master.rmi.Rendezvous;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which cluster a command looks at: the options of those that run no node themselves. */
public final class ClusterOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--registry",
      paramLabel = "HOST:PORT",
      required = true,
      split = ",",
      description = "The registries to look into; several with commas.")
  private List<RegistryAddress> registries;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Which of several clusters in the same registries (default: the unnamed one).")
  private String cluster = "";

  /**
   * Where the cluster's nodes are found.
   *
   * @throws ParameterException if the cluster's name cannot be one
   */
  public Rendezvous rendezvous() {
    try {
      return new Rendezvous(registries, cluster);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
