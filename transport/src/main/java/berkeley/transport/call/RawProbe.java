package berkeley.transport.call;

/**
 * One reading of a remote clock, as it came off the wire.
 *
 * @param sentTicks the caller's ticks just before the request left
 * @param receivedTicks the caller's ticks just after the answer came; not before {@code sentTicks}
 * @param remoteNanos what the remote clock said, node time in nanoseconds; any value at all, since
 *     a member may lie
 */
public record RawProbe(long sentTicks, long receivedTicks, long remoteNanos) {

  /**
   * Checks the order of the ticks.
   *
   * @throws IllegalArgumentException if the answer came before the request
   */
  public RawProbe {
    if (receivedTicks - sentTicks < 0) {
      throw new IllegalArgumentException(
          "answer at ticks %d, before the request at %d".formatted(receivedTicks, sentTicks));
    }
  }

  /** The round trip in nanoseconds, 0 or more. */
  public long rttNanos() {
    return receivedTicks - sentTicks;
  }
}
