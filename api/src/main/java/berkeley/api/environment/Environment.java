package berkeley.api.environment;

/**
 * What a node is handed in place of looking at its host by itself. Tests and demonstrations
 * decorate it; whoever embeds a node has no need to.
 *
 * <p>Safe for use by several threads.
 */
public interface Environment {

  /** {@return the counter that the node's clock runs on} */
  Ticks ticks();

  /** {@return the wall clock that the node starts from} */
  WallClock wallClock();

  /**
   * Chooses the time that is given to whoever asks for this node's: unless overridden, its node
   * time.
   *
   * @param nodeTimeNanos node time, in nanoseconds since the Unix epoch
   * @return what is answered, in nanoseconds since the Unix epoch
   */
  default long answer(long nodeTimeNanos) {
    return nodeTimeNanos;
  }
}
