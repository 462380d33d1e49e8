package berkeley.bench.result;

import java.io.IOException;

/** Something that a question needs is not there; the message is for the reader. */
public final class MissingRequirementException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is not there. */
  public MissingRequirementException(String message) {
    super(message);
  }
}
