package berkeley.recipes.id;

import java.io.IOException;

/**
 * Where a generator of ids keeps a number that outlives the process: its next life begins there. A
 * mark belongs to one kind of generator.
 *
 * <p>Implementations are called by one thread at a time, by each generator some seconds apart.
 */
public interface HighWaterMark extends AutoCloseable {

  /** Keeps nothing: what {@link #load} returns is below all numbers. */
  HighWaterMark NONE =
      new HighWaterMark() {
        @Override
        public long load() {
          return Long.MIN_VALUE;
        }

        @Override
        public void store(long mark) {}
      };

  /**
   * Reads the mark.
   *
   * @return the number that was stored last; {@link Long#MIN_VALUE} if none ever was
   * @throws IOException if it cannot be read: no id may be made then
   */
  long load() throws IOException;

  /**
   * Stores a number in place of the one before, so that one of the two is found even if the power
   * fails meanwhile.
   *
   * @param mark not below the one before
   * @throws IOException if it is not certain that it was stored
   */
  void store(long mark) throws IOException;

  /** Releases what it holds. */
  @Override
  default void close() throws IOException {}
}
