package berkeley.simulator.promise;

import java.util.Objects;

/**
 * One life of one node, from its start to its end. A node that restarts under its name begins
 * another life.
 *
 * @param node the node's name
 * @param incarnation a number that differs between the lives of one node
 */
public record NodeLife(String node, long incarnation) {

  /** Checks that there is a name. */
  public NodeLife {
    Objects.requireNonNull(node, "node");
  }

  @Override
  public String toString() {
    return node + "/" + incarnation;
  }
}
