package berkeley.recipes.lease;

import java.io.IOException;
import java.util.Optional;

/**
 * Where leases are kept, for all processes that compete for them: a row of a database, a key of
 * etcd, a node of ZooKeeper. All it has to do is to compare and set.
 *
 * <p>Obligations: once a record was stored, each later {@link #read} returns it or a newer one, and
 * {@link #replace} stores only where the expected record is the newest (linearizable). A call that
 * throws may have stored or not. Records are never deleted while anybody competes: the fence would
 * begin again at 1. Calls may block and come from several threads.
 */
public interface LeaseStore {

  /**
   * Reads a lease.
   *
   * @param name the lease's, as competitors call it
   * @return its newest record; empty if there never was one
   * @throws IOException if it cannot be read
   */
  Optional<LeaseRecord> read(String name) throws IOException;

  /**
   * Stores a record if the newest one is the expected one.
   *
   * @param name the lease's
   * @param expected the newest record, as far as the caller knows; empty for none
   * @param next the record to store
   * @return whether it was stored
   * @throws IOException if it is not known whether it was
   */
  boolean replace(String name, Optional<LeaseRecord> expected, LeaseRecord next) throws IOException;
}
