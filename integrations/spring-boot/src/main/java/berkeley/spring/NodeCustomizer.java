package berkeley.spring;

import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;

/** A bean of this type sets what the properties do not, before the node is started. */
@FunctionalInterface
public interface NodeCustomizer {

  /**
   * Changes the settings.
   *
   * @param builder holds what the properties have set
   */
  void customize(NodeBuilder builder);

  /**
   * Is told of the node as soon as it runs, before its clock is waited for.
   *
   * @param node the bean, which the application's context closes
   */
  default void started(Node node) {}
}
