package berkeley.recipes.id;

import berkeley.recipes.counter.RisingCounter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A rising counter that survives restarts: no number is given that is not below a stored mark, and
 * the next life begins at the mark. So the mark is stored ahead, once for many numbers.
 *
 * <p>Safe for use by several threads.
 */
final class ReservedCounter implements AutoCloseable {

  private final HighWaterMark mark;
  private final long ahead;
  private final RisingCounter counter;
  private volatile long reserved;
  private boolean closed;

  /**
   * Begins a life.
   *
   * @param mark where it is kept
   * @param ahead how far ahead it is stored, in units of the counter
   * @throws IOException if the mark cannot be read
   */
  ReservedCounter(HighWaterMark mark, long ahead) throws IOException {
    long begin = mark.load();
    this.mark = mark;
    this.ahead = ahead;
    this.reserved = mark == HighWaterMark.NONE ? Long.MAX_VALUE : begin;
    this.counter = new RisingCounter(begin == Long.MIN_VALUE ? begin : begin - 1);
  }

  /**
   * Returns the next number, not below the given time.
   *
   * @throws UncheckedIOException if no mark above it can be stored; the number is lost then
   */
  long next(long time) {
    long next = counter.next(time);
    if (next >= reserved) {
      reserve(next);
    }
    return next;
  }

  private synchronized void reserve(long number) {
    if (closed) {
      throw new IllegalStateException("the generator is closed");
    }
    if (number >= reserved) {
      long higher = Math.addExact(number, ahead);
      store(higher);
      reserved = higher;
    }
  }

  private void store(long value) {
    try {
      mark.store(value);
    } catch (IOException e) {
      throw new UncheckedIOException("no id can be made: its mark cannot be stored", e);
    }
  }

  /** Ends this life; a next one begins right after the newest number. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      // First for everybody else: from here on each number has to be reserved, which is refused.
      reserved = Long.MIN_VALUE;
      if (mark != HighWaterMark.NONE && counter.newest() != Long.MIN_VALUE) {
        store(Math.addExact(counter.newest(), 1));
      }
      mark.close();
    }
  }
}
