package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.ReadyLine;
import berkeley.launcher.metrics.MetricsServer;
import berkeley.slave.DuplicateNameException;
import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.rmi.server.ExportException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The node of this process: starts it, prints READY, and closes it when the process ends. */
public final class NodeProcess {

  private static final Duration REGISTRATION_WAIT = Duration.ofMinutes(1);

  private final Node node;
  private final Place place;
  private final CommandLifetime lifetime;
  private Optional<MetricsServer> monitor = Optional.empty();

  /**
   * What the options say about how others find the node.
   *
   * @param id its name
   * @param port the port that was asked for, 0 for any free one
   * @param listed what lists the members
   * @param doors where that is reached
   */
  record Place(String id, int port, String listed, List<RegistryAddress> doors) {}

  private NodeProcess(Node node, Place place, Runnable afterwards) {
    this.node = node;
    this.place = place;
    this.lifetime =
        CommandLifetime.begin(
            () -> {
              node.close();
              afterwards.run();
            });
  }

  /**
   * Starts the node.
   *
   * @param builder builds the node
   * @param place how others find it
   * @param afterwards called after the node is closed
   * @throws CommandFailure if its name or port is in use, a host is unknown or the policy not
   *     loaded
   */
  static NodeProcess start(NodeBuilder builder, Place place, Runnable afterwards) {
    PolicyFolder.requireInForce();
    place.doors().forEach(NodeProcess::requireKnownHost);
    try {
      return new NodeProcess(builder.start(), place, afterwards);
    } catch (IllegalArgumentException | DuplicateNameException e) {
      throw CommandFailure.missing(e);
    } catch (ExportException e) {
      throw CommandFailure.missing(
          "port %d cannot be used (%s); give another --port, or none for a free one"
              .formatted(place.port(), LogText.of(e)),
          e);
    } catch (IOException e) {
      throw CommandFailure.missing("the node cannot start: " + LogText.of(e), e);
    }
  }

  /** Makes the metrics server show this node. */
  void watchedBy(MetricsServer watching) {
    watching.show(node::status);
    monitor = Optional.of(watching);
  }

  /** Waits until the node is registered, then prints READY. */
  public NodeProcess announce() throws InterruptedException {
    boolean registered = false;
    while (!registered) { // the node itself says what it waits for
      registered = node.awaitRegistered(REGISTRATION_WAIT);
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("id", place.id());
    values.put(
        place.listed(),
        place.doors().stream().map(RegistryAddress::toString).collect(Collectors.joining(",")));
    values.put("port", Integer.toString(node.port()));
    monitor.ifPresent(
        watching ->
            values.put(
                "metrics",
                "%s:%d"
                    .formatted(
                        watching.address().getAddress().getHostAddress(),
                        watching.address().getPort())));
    System.out.println(ReadyLine.ofThisProcess(values));
    return this;
  }

  /** Returns the node. */
  public Node node() {
    return node;
  }

  /** Returns the lifetime of the process. */
  public CommandLifetime lifetime() {
    return lifetime;
  }

  private static void requireKnownHost(RegistryAddress registry) {
    try {
      InetAddress.getByName(registry.host());
    } catch (UnknownHostException e) {
      throw CommandFailure.missing(
          "no address is known for the host '%s'; check the name, or give an address"
              .formatted(registry.host()),
          e);
    }
  }
}
