package berkeley.launcher;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.ExitCode;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.ReadyLine;
import berkeley.launcher.cli.LogLevel;
import berkeley.launcher.cli.Ports;
import berkeley.launcher.node.ListenOptions;
import berkeley.launcher.node.OrderlyExit;
import berkeley.launcher.node.PolicyFolder;
import berkeley.launcher.node.RegistryCommandLine;
import berkeley.launcher.node.RegistryServer;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves an RMI registry in the foreground. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    description = "Serves an RMI registry in the foreground; each host with nodes needs one.",
    footerHeading = "%nExample:%n",
    footer = {
      "  berkeley registry --port 1099",
      "  sh -c \"$(berkeley registry --print-command)\"   the same with the JDK's own"
    })
final class RegistryCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = RegistryAddress.DEFAULT_PORT;

  @Mixin private ListenOptions options;

  @Option(
      names = "--print-command",
      description = "Print a command that starts the JDK's own rmiregistry instead, and end.")
  private boolean printCommand;

  @Option(names = "--parent-watch", hidden = true, description = "End when standard input ends.")
  private boolean parentWatch;

  @Override
  public Integer call() throws Exception {
    Ports.require(command, "--port", port);
    if (printCommand) {
      System.out.println(RegistryCommandLine.of(port));
      return ExitCode.DONE;
    }
    LogLevel.ofNode();
    PolicyFolder.requireInForce();
    if (parentWatch) {
      ParentWatch.begin(OrderlyExit::run);
    }
    ListenSettings listenSettings = options.listenSettings("registry", "operator");
    // A registry calls too: it tells each node that it holds its stub.
    TimedSocketFactory.install(SocketLimits.DEFAULT, listenSettings);
    RegistryServer server = RegistryServer.open(port, listenSettings);
    CommandLifetime lifetime = CommandLifetime.begin(server::close);
    Map<String, String> values = new LinkedHashMap<>();
    String host = listenSettings.advertise().orElse(listenSettings.bind().getHostAddress());
    values.put("registry", new RegistryAddress(host, server.port()).toString());
    values.put("port", Integer.toString(server.port()));
    System.out.println(ReadyLine.ofThisProcess(values));
    lifetime.await();
    return ExitCode.DONE;
  }
}
