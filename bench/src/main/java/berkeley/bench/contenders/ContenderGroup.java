package berkeley.bench.contenders;

import java.io.IOException;

/** A contender's processes while they run. For one thread. */
interface ContenderGroup extends AutoCloseable {
  /**
   * Reads the clocks.
   *
   * @param withoutVictim whether the node that conditions affect is left out
   * @throws IOException if one does not answer
   */
  PanelReading look(boolean withoutVictim) throws IOException;

  /** Returns the rounds that its leader has reported. */
  RoundTimes rounds();

  /**
   * Begins a condition.
   *
   * @throws IOException if a process cannot be told
   */
  void begin(Condition condition) throws IOException;

  /** Ends a condition. */
  void end(Condition condition) throws IOException;

  /** Fails unless all processes still run. */
  void requireAlive() throws IOException;

  /** Ends all processes. */
  @Override
  void close();
}
