package berkeley.master;

/**
 * One reading of a remote clock: the master's time just before and just after, and what it said
 * between.
 *
 * @param sentNanos the master's node time when the request left
 * @param receivedNanos the master's node time when the answer came, not before {@code sentNanos}
 * @param remoteNanos the node time that the remote clock answered
 */
public record Probe(long sentNanos, long receivedNanos, long remoteNanos) {

  /** Round trip, in nanoseconds. */
  public long rttNanos() {
    return receivedNanos - sentNanos;
  }

  /**
   * The remote clock's offset against the master's, if both ways took equally long (Cristian,
   * Probabilistic clock synchronization, Distributed Computing 3, 1989): off by half the round trip
   * at most.
   */
  public long offsetNanos() {
    return remoteNanos - sentNanos - rttNanos() / 2;
  }
}
