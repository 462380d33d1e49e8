package berkeley.launcher.node;

import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that limit a process's connections in number and time. */
final class ConnectionOptions {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Accept at most so many connections at a time (1..100000; default: 160).")
  private int inAll = ConnectionLimits.DEFAULT.inAll();

  @Option(
      names = "--connections-per-host",
      paramLabel = "N",
      description =
          "The same for each remote address; this host's own addresses count as one (1 to"
              + " --connections; default: 128, or --connections if that is less).")
  private @Nullable Integer perHost;

  @Option(
      names = "--first-byte",
      paramLabel = "DURATION",
      description = "Close a new connection that sends nothing for so long (1ms..1d; default: 3s).")
  private Duration firstByte = ConnectionLimits.DEFAULT.firstByte();

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      description =
          "Close a connection that has been without an answer for so long (1ms..1d; default: 45s).")
  private Duration idle = ConnectionLimits.DEFAULT.idle();

  ConnectionLimits limits() {
    try {
      int each = perHost == null ? Math.min(inAll, ConnectionLimits.DEFAULT.perHost()) : perHost;
      return ConnectionLimits.DEFAULT.of(each, inAll).within(firstByte, idle);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
