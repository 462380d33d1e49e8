package berkeley.api.environment;

/**
 * One reading of a remote clock.
 *
 * @param sentTicks the caller's ticks when the request left
 * @param receivedTicks the caller's ticks when the answer came, not before {@code sentTicks}
 * @param remoteNanos the node time that was read in between, in nanoseconds since the Unix epoch
 */
public record Probe(long sentTicks, long receivedTicks, long remoteNanos) {

  /** Returns the round trip in nanoseconds. */
  public long rttNanos() {
    return receivedTicks - sentTicks;
  }
}
