package berkeley.recipes.lease;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A store in memory: what a database would do. It can fail, and let others in between calls. */
final class MemoryLeaseStore implements LeaseStore {

  private final Map<String, LeaseRecord> records = new HashMap<>();

  /** Runs before the next replacement, once. */
  Runnable beforeReplace = () -> {};

  /** Whether the next replacement throws, having stored or not. */
  enum Fault {
    NONE,
    BEFORE,
    AFTER
  }

  Fault fault = Fault.NONE;

  @Override
  public Optional<LeaseRecord> read(String name) {
    return Optional.ofNullable(records.get(name));
  }

  @Override
  public boolean replace(String name, Optional<LeaseRecord> expected, LeaseRecord next)
      throws IOException {
    Runnable others = beforeReplace;
    beforeReplace = () -> {};
    others.run();
    Fault now = fault;
    fault = Fault.NONE;
    if (now == Fault.BEFORE) {
      throw new IOException("no connection");
    }
    boolean stored = expected.equals(read(name));
    if (stored) {
      records.put(name, next);
    }
    if (now == Fault.AFTER) {
      throw new IOException("no answer");
    }
    return stored;
  }
}
