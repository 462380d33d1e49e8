package berkeley.node;

/**
 * What a node leads under.
 *
 * @param term the number of the mastership
 * @param master the node's own name
 * @param untilTicks the end of its lease, by the host's ticks
 * @param longestStatementNanos for how long its statements are good at most, in nanoseconds: what
 *     the master after it waits for where there are no leases
 * @param isLoose whether its rounds may move cluster time at any time, so that no statement
 *     promises its rate
 */
public record Reign(
    long term, String master, long untilTicks, long longestStatementNanos, boolean isLoose) {

  /** Returns the same with a lease that ends later. */
  Reign until(long ticks) {
    return new Reign(term, master, ticks, longestStatementNanos, isLoose);
  }
}
