package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.PolicyFolder;
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

/** A node that fills this process: started, announced with READY, closed when the process ends. */
public final class NodeProcess {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
   * @param builder what the node is to be
   * @param place how others find it
   * @param afterwards what is to be done when the node is closed
   * @throws CommandFailure if a name or a port is taken, a host unknown or the policy not in force
   */
  static NodeProcess start(NodeBuilder builder, Place place, Runnable afterwards) {
    PolicyFolder.requireInForce();
    place.doors().forEach(NodeProcess::requireKnownHost);
    try {
      return new NodeProcess(builder.start(), place, afterwards);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.missing(e.getMessage(), e);
    } catch (DuplicateNameException e) {
      throw CommandFailure.missing(e.getMessage(), e);
    } catch (ExportException e) {
      throw CommandFailure.missing(
          "port %d cannot be used (%s); give another --port, or none for a free one"
              .formatted(place.port(), LogText.of(e)),
          e);
    } catch (IOException e) {
      throw CommandFailure.missing("the node cannot start: " + LogText.of(e), e);
    }
  }

  /** Has the monitor show this node. */
  void watchedBy(MetricsServer watching) {
    watching.show(node::status);
    monitor = Optional.of(watching);
  }

  /** Waits until others can find the node, then prints READY. */
  public NodeProcess announce() throws InterruptedException {
    boolean registered = false;
    while (!registered) { // the node itself says what it waits for
      registered = node.awaitRegistered(PATIENCE);
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

  /** The node. */
  public Node node() {
    return node;
  }

  /** How long the process lasts. */
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
