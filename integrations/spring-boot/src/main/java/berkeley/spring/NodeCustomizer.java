package berkeley.spring;

import berkeley.slave.Node;
import berkeley.slave.NodeBuilder;

/** A bean of this type sets what the properties do not, before the node is started. */
@FunctionalInterface
public interface NodeCustomizer {

  /** Changes the settings. */
  void customize(NodeBuilder builder);

  /** Is told of the node as soon as it runs, before its clock is waited for. */
  default void started(Node node) {}
}
