package berkeley.launcher;

import berkeley.harness.console.ExitCode;
import berkeley.harness.keys.CertificateAuthority;
import berkeley.harness.keys.CertificateRequest;
import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.keys.LocalHosts;
import berkeley.transport.tls.CertifiedName.Role;
import berkeley.transport.tls.KeyFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates the keys that {@code --tls} needs. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Creates a cluster's private authority and its nodes' certificates, for --tls.",
    subcommands = {KeysCommand.Init.class, KeysCommand.Node.class},
    footerHeading = "%nExample:%n",
    footer = {
      "  berkeley keys init keys",
      "  berkeley keys node keys a --host h1 --host 10.0.0.1",
      "  berkeley slave --id a --registry h1 --own-registry --port 1099 --advertise h1 --tls keys/a"
    })
final class KeysCommand implements Runnable {

  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "a command is missing; there are init, node");
  }

  /** Creates the authority. */
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = {
        "Creates a new authority in DIR/authority, and the keys of an operator in DIR/operator, for"
            + " commands that run no node.",
        "Keep DIR/authority where no node runs: anyone who has it can add nodes to the cluster."
      })
  static final class Init implements Callable<Integer> {

    @Parameters(
        paramLabel = "DIR",
        description = "The folder of keys; created if it does not exist.")
    private Path folder;

    @Option(
        names = "--valid",
        paramLabel = "DURATION",
        description = "How long the authority is valid (default: 3650d).")
    private Duration valid = CertificateAuthority.DEFAULT_VALIDITY;

    @Override
    public Integer call() throws Exception {
      CertificateAuthority authority = CertificateAuthority.create(folder, valid);
      Duration least =
          valid.compareTo(CertificateRequest.DEFAULT_VALIDITY) < 0
              ? valid
              : CertificateRequest.DEFAULT_VALIDITY;
      say(
          authority.issue(
              new CertificateRequest(
                  Role.OPERATOR, ClusterKeys.OPERATOR, LocalHosts.all(), least)));
      return ExitCode.DONE;
    }
  }

  /** Creates or renews the keys of a node. */
  @Command(
      name = "node",
      mixinStandardHelpOptions = true,
      description = {
        "Creates the keys of a node in DIR/NAME, or renews them; copy that folder to its host.",
        "A running node uses renewed keys without a restart."
      })
  static final class Node implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The folder of keys.")
    private Path folder;

    @Parameters(paramLabel = "NAME", description = "The node's name, its --id.")
    private String name;

    @Option(
        names = "--host",
        paramLabel = "HOST",
        split = ",",
        description =
            "A name or address by which others reach it, besides localhost; several with commas"
                + " (default: those of this host).")
    private List<String> hosts = List.of();

    @Option(
        names = "--valid",
        paramLabel = "DURATION",
        description = "How long they are valid (default: 365d).")
    private Duration valid = CertificateRequest.DEFAULT_VALIDITY;

    @Option(
        names = "--operator",
        description =
            "Create an operator's keys: they may read and serve a registry, not correct or vote.")
    private boolean operator;

    @Override
    public Integer call() throws Exception {
      List<String> all =
          new ArrayList<>(hosts.isEmpty() ? LocalHosts.all() : LocalHosts.loopback());
      hosts.stream().filter(host -> !all.contains(host)).forEach(all::add);
      Role role = operator ? Role.OPERATOR : Role.NODE;
      say(CertificateAuthority.open(folder).issue(new CertificateRequest(role, name, all, valid)));
      return ExitCode.DONE;
    }
  }

  private static void say(KeyFolder made) {
    System.out.println(made.path());
  }
}
