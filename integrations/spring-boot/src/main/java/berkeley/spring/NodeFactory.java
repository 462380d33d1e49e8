package berkeley.spring;

import berkeley.slave.DuplicateNameException;
import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.server.ExportException;
import java.util.List;

/** Starts the node that the properties describe, and waits for its clock. */
final class NodeFactory {

  private final BerkeleyProperties properties;
  private final String id;

  /**
   * Creates a factory.
   *
   * @param id the node's name
   */
  NodeFactory(BerkeleyProperties properties, String id) {
    this.properties = properties;
    this.id = id;
  }

  /**
   * Starts the node.
   *
   * @throws NodeStartException if it does not start, or its clock is not good enough in time; it is
   *     closed then
   */
  Node start(List<NodeCustomizer> customizers) {
    Node node = started(customizers);
    try {
      customizers.forEach(each -> each.started(node));
      if (properties.startup().awaitClock()) {
        new StartupWait(properties, id).await(node.clock());
      }
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private Node started(List<NodeCustomizer> customizers) {
    if (properties.registries().isEmpty()) {
      throw new NodeStartException(
          "berkeley.registries is empty, so node '%s' finds nobody.".formatted(id),
          "List the hosts of the registries, or set berkeley.enabled=false.",
          null);
    }
    try {
      NodeBuilder builder = builder();
      customizers.forEach(each -> each.customize(builder));
      return builder.start();
    } catch (DuplicateNameException e) {
      throw failed(e, "Give each replica a berkeley.id of its own.");
    } catch (ExportException e) {
      throw failed(e, "Set another berkeley.port, or 0 for any free one.");
    } catch (IOException e) {
      throw failed(e, "Look at berkeley.port, berkeley.bind and the keys in berkeley.tls.");
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw failed(e, "Correct the property berkeley.* that is named above.");
    }
  }

  private NodeBuilder builder() {
    NodeBuilder builder =
        Node.builder(id)
            .registry(properties.registries().toArray(String[]::new))
            .port(properties.port())
            .rounds(rounds -> rounds.period(properties.period()));
    if (properties.cluster() != null) {
      builder.cluster(properties.cluster());
    }
    if (properties.ownRegistry()) {
      builder.ownRegistry();
    }
    if (properties.bind() != null) {
      builder.bind(properties.bind());
    }
    if (properties.advertise() != null) {
      builder.advertise(properties.advertise());
    }
    if (properties.tls() != null) {
      builder.tls(Path.of(properties.tls()));
    }
    if (properties.insecure()) {
      builder.insecure();
    }
    return properties.electable() ? builder.electable() : builder;
  }

  private NodeStartException failed(Exception cause, String action) {
    return new NodeStartException(
        "Node '%s' did not start: %s".formatted(id, cause.getMessage()), action, cause);
  }
}
