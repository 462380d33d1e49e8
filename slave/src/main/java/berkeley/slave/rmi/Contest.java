package berkeley.slave.rmi;

import berkeley.api.MemberId;
import berkeley.master.rmi.Rendezvous;

/**
 * How the electable nodes of a cluster come to have one master: by an election of their own ({@link
 * OwnElection}), or by the word of a service. The same on all of them.
 */
@FunctionalInterface
public interface Contest {

  /**
   * Enters a node; it takes part once it is started.
   *
   * @param self this life of the node
   * @param rendezvous where the others are found
   * @param office what changes with the mastership
   */
  Contender enter(MemberId self, Rendezvous rendezvous, Office office);
}
