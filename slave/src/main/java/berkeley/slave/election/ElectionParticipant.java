package berkeley.slave.election;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.StaleTermException;
import berkeley.node.NodeService;
import berkeley.slave.servant.NodeServant;
import java.util.Map;

/**
 * A node's part in choosing the master, from its start to its close.
 *
 * <p>Implementations guarantee three things. A term has one master, and terms rise from one
 * mastership to the next, over all nodes and all their lives: members refuse what is older. A
 * mastership that {@link #leads} has once denied is over; the next one has a term of its own. And
 * {@link #leadsUntilTicks} is a promise: no other node is told to lead before. Safe for use by
 * several threads; nothing here but {@link #close} waits for the network.
 */
public interface ElectionParticipant extends AutoCloseable {

  /** Begins to take part. */
  void start();

  /** Returns whether this node leads at this instant. */
  boolean leads();

  /**
   * Returns the ticks until which this node leads for certain, unless that is prolonged; past if it
   * does not lead.
   */
  long leadsUntilTicks();

  /**
   * Checks whether a correction may be applied.
   *
   * @throws StaleTermException if this node obeys a newer term or another master
   */
  void admit(Adjustment adjustment);

  /** Records that a member has refused this master. */
  void refused(StaleTermException refusal);

  /** Gives up the mastership, if this node has it; returns whether it had. */
  boolean stepDown();

  /**
   * Returns the clocks that it knows of, by name, its own not among them: a mastership begins with
   * them.
   */
  Map<String, ClockRemote> clocks();

  /** Creates the remote object of a node that takes part. */
  NodeServant servant(NodeService local);

  /** Leaves in good order: a mastership ends first, and the others are told. */
  @Override
  void close();
}
