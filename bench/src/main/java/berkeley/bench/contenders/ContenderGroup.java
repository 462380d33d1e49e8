package berkeley.bench.contenders;

import java.io.IOException;

/** A contender's processes while they run. For one thread. */
interface ContenderGroup extends AutoCloseable {
  /**
   * Looks at the clocks.
   *
   * @param withoutVictim whether the one that conditions befall is left out
   * @throws IOException if one does not answer
   */
  PanelReading look(boolean withoutVictim) throws IOException;

  /** What its leader tells of its rounds. */
  RoundTimes rounds();

  /**
   * Lets a condition begin.
   *
   * @throws IOException if a process cannot be told
   */
  void begin(Condition condition) throws IOException;

  /** Ends what has begun. */
  void end(Condition condition) throws IOException;

  /** Fails unless all processes still run. */
  void requireAlive() throws IOException;

  /** Ends all processes. */
  @Override
  void close();
}
