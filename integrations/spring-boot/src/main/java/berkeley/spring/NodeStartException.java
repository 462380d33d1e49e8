package berkeley.spring;

import org.jspecify.annotations.Nullable;

/** The node did not start, or its clock was not good enough in time. */
public final class NodeStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String action;

  /**
   * Creates an exception.
   *
   * @param message what was found, and what was wanted
   * @param action what to do about it
   * @param cause why, if it is known
   */
  NodeStartException(String message, String action, @Nullable Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  /** {@return what to do about it, in a sentence for whoever starts the application} */
  public String action() {
    return action;
  }
}
