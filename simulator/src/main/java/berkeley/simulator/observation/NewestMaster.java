package berkeley.simulator.observation;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds who leads among nodes of which, after a fault, several may say so. */
public final class NewestMaster {

  private NewestMaster() {}

  /** Returns the master of the newest term; empty if none of them leads. */
  public static Optional<NodeStatus> of(Stream<NodeStatus> nodes) {
    return nodes
        .filter(node -> node.role() == Role.MASTER)
        .max(Comparator.comparingLong(NodeStatus::term));
  }
}
