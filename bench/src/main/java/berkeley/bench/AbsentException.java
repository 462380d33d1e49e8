package berkeley.bench;

import java.io.IOException;

/** Something that a question needs is not there; the message is for the reader. */
public final class AbsentException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is not there. */
  public AbsentException(String message) {
    super(message);
  }
}
