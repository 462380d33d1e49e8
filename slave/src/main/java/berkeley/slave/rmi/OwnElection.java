package berkeley.slave.rmi;

import berkeley.api.MemberId;
import berkeley.master.rmi.Rendezvous;
import berkeley.slave.election.ElectionSettings;

/**
 * The nodes elect a master among themselves, and need nobody else for it.
 *
 * @param settings the same on all nodes
 */
public record OwnElection(ElectionSettings settings) implements Contest {

  @Override
  public Contender enter(MemberId self, Rendezvous rendezvous, Office office) {
    return new Elector(settings, self, rendezvous, office);
  }
}
