package berkeley.harness.proxy;

import java.time.Duration;

/**
 * What happens to bytes on their way from one node to another.
 *
 * @param state whether they pass at all
 * @param delay how long each piece is held up
 * @param jitter up to so much longer, at random
 */
public record LinkSettings(State state, Duration delay, Duration jitter) {

  /** Whether bytes pass. */
  public enum State {
    /** They do. */
    OPEN,
    /** They wait until the link is another one: a network that is silent, and loses nothing. */
    SILENT,
    /** Connections break, and no new one lasts: a network that refuses. */
    CUT
  }

  /** As good as no proxy. */
  public static final LinkSettings GOOD =
      new LinkSettings(State.OPEN, Duration.ZERO, Duration.ZERO);

  /** Nothing passes, nobody is told. */
  public static final LinkSettings SILENT =
      new LinkSettings(State.SILENT, Duration.ZERO, Duration.ZERO);

  /** Nothing passes, connections break. */
  public static final LinkSettings CUT = new LinkSettings(State.CUT, Duration.ZERO, Duration.ZERO);

  /** A slow one. */
  public static LinkSettings slow(Duration delay, Duration jitter) {
    return new LinkSettings(State.OPEN, delay, jitter);
  }
}
