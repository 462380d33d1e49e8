package berkeley.api.environment;

import java.time.Instant;

/**
 * The wall clock of a node's host. A node starts from it; where its host does not tell how long it
 * was suspended, the node compares it with its ticks as well, to notice that. It may be set at any
 * time. Safe for use by several threads.
 */
@FunctionalInterface
public interface WallClock {

  /** {@return the host's time of day, which may be set back at any time} */
  Instant now();
}
