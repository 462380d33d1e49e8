package berkeley.transport.socket;

import java.io.IOException;

/**
 * What holds back one connection, beside its time-outs and the deadline of the thread that reads.
 * Called by the threads that use the connection.
 */
interface ReadLimit {

  /**
   * How long the next read may wait.
   *
   * @param millis what is allowed otherwise, 1 or more
   * @return 1 to {@code millis}
   * @throws IOException if nothing may be read any more
   */
  int millis(int millis, long nowTicks) throws IOException;

  /**
   * How much the next read may bring.
   *
   * @param wanted 0 or more
   * @return 1 to {@code wanted}; 0 if nothing is wanted
   * @throws IOException if nothing may be read any more
   */
  int bytes(int wanted) throws IOException;

  /** A read has brought so much; below 0 at the end. */
  void heard(int count);

  /** A read has waited in vain. */
  void timedOut(long nowTicks);

  /** Something is about to be written. */
  void answered(long nowTicks);

  /** The connection is closed; may come more than once. */
  void closed();
}
