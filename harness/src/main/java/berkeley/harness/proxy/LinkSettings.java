package berkeley.harness.proxy;

import java.time.Duration;

/**
 * What happens to bytes on their way from one node to another.
 *
 * @param state whether they pass at all
 * @param delay how long each piece is delayed
 * @param jitter by up to how much longer, at random
 */
public record LinkSettings(State state, Duration delay, Duration jitter) {

  /** Whether bytes pass a link. */
  public enum State {
    /** Bytes pass. */
    OPEN,
    /** Bytes wait until the state changes: a network that is silent, and loses nothing. */
    SILENT,
    /** Connections break, and no new one lasts: a network that refuses. */
    CUT
  }

  /** A link without delay. */
  public static final LinkSettings GOOD =
      new LinkSettings(State.OPEN, Duration.ZERO, Duration.ZERO);

  /** A link on which nothing passes and no connection breaks. */
  public static final LinkSettings SILENT =
      new LinkSettings(State.SILENT, Duration.ZERO, Duration.ZERO);

  /** A link on which connections break. */
  public static final LinkSettings CUT = new LinkSettings(State.CUT, Duration.ZERO, Duration.ZERO);

  /** Returns a slow link. */
  public static LinkSettings slow(Duration delay, Duration jitter) {
    return new LinkSettings(State.OPEN, delay, jitter);
  }
}
