package berkeley.simulator.promise;

import java.util.Objects;

/**
 * One node's time as master. Two masterships of one node differ at least in their incarnation.
 *
 * @param term its term; terms rise by one with each election
 * @param master the master's name, empty where there is no mastership
 * @param incarnation the random number that the master drew for this mastership
 */
public record MasterTerm(long term, String master, long incarnation) {

  /** What a node gives that has not been corrected by any master. */
  public static final MasterTerm NONE = new MasterTerm(0, "", 0);

  /** Checks that the name is not null. */
  public MasterTerm {
    Objects.requireNonNull(master, "master");
  }

  /** Returns whether this stands for no mastership. */
  public boolean isNone() {
    return master.isEmpty();
  }

  @Override
  public String toString() {
    return isNone() ? "no mastership" : "%s in term %d (%x)".formatted(master, term, incarnation);
  }
}
