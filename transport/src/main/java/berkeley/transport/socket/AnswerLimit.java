package berkeley.transport.socket;

import java.io.IOException;

/**
 * Ends a call whose answer does not end: strings are read whole before any filter sees them, so a
 * member could fill its caller's memory. Only calls under a {@link RemoteCall} are held back. For
 * one thread at a time.
 */
final class AnswerLimit implements ReadLimit {

  /** Far more than a master's list of rounds with hundreds of members. */
  static final int MOST_BYTES = 2 << 20;

  private int bytes;

  @Override
  public int millis(int millis, long nowTicks) {
    return millis;
  }

  @Override
  public int bytes(int wanted) throws IOException {
    if (RemoteCall.currentOrNull() == null) {
      return wanted;
    }
    if (wanted > 0 && bytes >= MOST_BYTES) {
      throw new IOException("an answer of more than %d bytes".formatted(MOST_BYTES));
    }
    return Math.min(wanted, MOST_BYTES - bytes);
  }

  @Override
  public void heard(int count) {
    bytes = (int) Math.min(MOST_BYTES, (long) bytes + Math.max(0, count));
  }

  @Override
  public void timedOut(long nowTicks) {}

  @Override
  public void answered(long nowTicks) {
    bytes = 0;
  }

  @Override
  public void closed() {}
}
