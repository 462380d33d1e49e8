package berkeley.recipes.hlc;

/**
 * A received timestamp lies further in the future than the receiver accepts. It was not merged, so
 * nothing that the receiver stamps is ordered after the message: discard the message, and look at
 * its sender's clock.
 */
public final class StampAheadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message that names both times. */
  StampAheadException(String message) {
    super(message);
  }
}
