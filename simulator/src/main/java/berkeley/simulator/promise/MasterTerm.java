package berkeley.simulator.promise;

import java.util.Objects;

/**
 * One node's time as master. Two masterships of one node differ at least in their incarnation.
 *
 * @param electorate the name of those whose master it is; terms of two electorates have nothing to
 *     do with one another
 * @param term its term; terms rise by one with each election
 * @param master the master's name, empty where there is no mastership
 * @param incarnation the random number that the master drew for this mastership
 */
public record MasterTerm(String electorate, long term, String master, long incarnation) {

  /** What a node gives that has not been corrected by any master. */
  public static final MasterTerm NONE = new MasterTerm(0, "", 0);

  /** Checks that the names are not null. */
  public MasterTerm {
    Objects.requireNonNull(electorate, "electorate");
    Objects.requireNonNull(master, "master");
  }

  /** Creates a mastership of the only electorate that there is. */
  public MasterTerm(long term, String master, long incarnation) {
    this("", term, master, incarnation);
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
