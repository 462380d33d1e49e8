package berkeley.simulator.promise;

import java.util.Arrays;

/**
 * Finds the largest value that was seen by a given instant.
 *
 * <p>Observations of concurrent calls overlap, and an observation that overlaps another did not
 * follow it: so the largest value ever seen is not enough. Values are kept with their instants,
 * both rising, those that a later and smaller one would add nothing to left out. Only the newest
 * {@value #MOST} are kept: a question about an instant before them finds nothing, so what is
 * checked with the answer is judged too mildly and never too harshly.
 */
final class PrecedingMaximum {

  private static final int MOST = 64;
  private static final int KEPT = MOST / 2;
  private static final int INITIAL = 4;

  private long[] instants = new long[INITIAL];
  private long[] values = new long[INITIAL];
  private NodeLife[] sources = new NodeLife[INITIAL];
  private int size;

  /** Takes a value that was seen by an instant, and whose it was. */
  void add(long instantNanos, long value, NodeLife source) {
    int at = find(instantNanos) + 1;
    if (at > 0 && values[at - 1] >= value) {
      return;
    }
    int from = at > 0 && instants[at - 1] == instantNanos ? at - 1 : at;
    int next = at;
    while (next < size && values[next] <= value) {
      next++;
    }
    replace(from, next, instantNanos, value, source);
  }

  /** Puts one entry in place of those from one position up to another. */
  private void replace(int from, int next, long instantNanos, long value, NodeLife source) {
    int rest = size - next;
    ensureCapacity(from + 1 + rest);
    System.arraycopy(instants, next, instants, from + 1, rest);
    System.arraycopy(values, next, values, from + 1, rest);
    System.arraycopy(sources, next, sources, from + 1, rest);
    instants[from] = instantNanos;
    values[from] = value;
    sources[from] = source;
    int newSize = from + 1 + rest;
    if (newSize < size) {
      Arrays.fill(sources, newSize, size, null);
    }
    size = newSize;
    if (size > MOST) {
      dropOldest(size - KEPT);
    }
  }

  private void ensureCapacity(int wanted) {
    if (wanted > instants.length) {
      int capacity = Math.max(wanted, instants.length * 2);
      instants = Arrays.copyOf(instants, capacity);
      values = Arrays.copyOf(values, capacity);
      sources = Arrays.copyOf(sources, capacity);
    }
  }

  private void dropOldest(int count) {
    int rest = size - count;
    System.arraycopy(instants, count, instants, 0, rest);
    System.arraycopy(values, count, values, 0, rest);
    System.arraycopy(sources, count, sources, 0, rest);
    Arrays.fill(sources, rest, size, null);
    size = rest;
  }

  /**
   * Returns the position of the largest value seen by an instant, or -1 if there is none. It holds
   * until the next change.
   */
  int find(long instantNanos) {
    int at = size - 1;
    while (at >= 0 && instants[at] > instantNanos) {
      at--;
    }
    return at;
  }

  /** Returns the value at a position. */
  long value(int at) {
    return values[at];
  }

  /** Returns the instant at a position. */
  long instant(int at) {
    return instants[at];
  }

  /** Returns whose value stands at a position. */
  NodeLife source(int at) {
    return sources[at];
  }

  /** Forgets the value at a position. */
  void remove(int at) {
    System.arraycopy(instants, at + 1, instants, at, size - at - 1);
    System.arraycopy(values, at + 1, values, at, size - at - 1);
    System.arraycopy(sources, at + 1, sources, at, size - at - 1);
    size--;
    sources[size] = null;
  }

  /** Forgets all values. */
  void clear() {
    Arrays.fill(sources, 0, size, null);
    size = 0;
  }
}
