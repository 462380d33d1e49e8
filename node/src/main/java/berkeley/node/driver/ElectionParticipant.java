package berkeley.node.driver;

import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Electorate;
import java.util.Map;

/**
 * A node's part in choosing the master, from its start to its close.
 *
 * <p>Whoever implements it sees to three things. A term has one master, and terms rise from one
 * mastership to the next, over all nodes and all their lives: members refuse what is older. A
 * mastership that {@link #leads} has once denied is over; the next one has a term of its own. And
 * {@link #leadsUntilTicks} is a promise: no other node is told to lead before. {@link #leads} and
 * {@link #leadsUntilTicks} are safe for any thread, the rest is for the node's loop; nothing
 * blocks.
 */
public interface ElectionParticipant {

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
   * Lets a correction pass, or does not.
   *
   * @throws StaleTermException if this node obeys a newer term or another master
   */
  void admit(Adjustment adjustment);

  /** Records that a member has refused this master. */
  void refused(StaleTermException refusal);

  /** Gives up the mastership, if this node has it; returns whether it had. */
  boolean stepDown();

  /** Returns who counts where a majority is asked for. */
  default Electorate electorate() {
    return Electorate.EVERYONE;
  }

  /**
   * Returns for how long a mastership holds at most once it has been prolonged, in nanoseconds:
   * what it says of cluster time is good no longer.
   */
  long longestLeaseNanos();

  /**
   * Returns the addresses that it knows by name, without the node's own: a master begins with them.
   */
  Map<String, PeerAddress> addresses();

  /**
   * Leaves in good order: a mastership ends first, and the others are told.
   *
   * @param then runs once that is done
   */
  void close(Runnable then);
}
