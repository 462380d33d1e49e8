package berkeley.launcher.metrics;

import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of monitoring, shared by {@code slave} and {@code master}. */
public final class MonitorOptions {

  private static final int LAST_PORT = 65_535;

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--metrics",
      paramLabel = "[HOST:]PORT",
      description =
          "Serve /metrics for Prometheus, /healthz and /readyz; on the loopback address unless a"
              + " host is given.")
  private @Nullable String metrics;

  @Option(
      names = "--ready-bound",
      paramLabel = "DURATION",
      description = "The error bound below which /readyz answers ready (default: 1ms).")
  private Duration readyBound = Duration.ofMillis(1);

  @Option(
      names = "--jmx",
      description = "Register the node as an MBean, berkeley:type=Node,name=NAME.")
  private boolean jmx;

  private volatile Optional<MetricsServer> monitor = Optional.empty();

  /**
   * Starts to listen, if {@code --metrics} was given.
   *
   * @throws ParameterException if an option is out of its range
   * @throws CommandFailure if the port cannot be used
   */
  public Optional<MetricsServer> open() {
    try {
      Readiness readiness = new Readiness(readyBound);
      monitor = Optional.ofNullable(metrics).map(at -> MetricsServer.open(address(at), readiness));
      return monitor;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--" + e.getMessage(), e);
    }
  }

  /** Returns whether {@code --jmx} was given. */
  public boolean jmx() {
    return jmx;
  }

  /** Returns whether anything is to be watched. */
  public boolean given() {
    return jmx || metrics != null;
  }

  /** Records a round that the node has led. */
  public void observe(RoundReport report) {
    monitor.ifPresent(watching -> watching.accept(report));
  }

  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|\\]$", "");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LAST_PORT || colon == 0) {
      throw new IllegalArgumentException(
          "metrics: '%s' is not [HOST:]PORT with a port in 0..%d".formatted(text, LAST_PORT));
    }
    int number = Integer.parseInt(port);
    InetSocketAddress address =
        host.isEmpty()
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), number)
            : new InetSocketAddress(host, number);
    if (address.isUnresolved()) {
      throw CommandFailure.missing(
          "no address is known for '%s'; give one of this host's own to --metrics".formatted(host));
    }
    return address;
  }
}
