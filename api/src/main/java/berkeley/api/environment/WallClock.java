package berkeley.api.environment;

import java.time.Instant;

/**
 * The wall clock of a node's host. A node starts from it and afterwards only compares it with its
 * ticks, to notice that it slept. It may be set at any time. Safe for use by several threads.
 */
@FunctionalInterface
public interface WallClock {

  /** Returns the host's time of day. */
  Instant now();
}
