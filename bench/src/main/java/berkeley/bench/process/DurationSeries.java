package berkeley.bench.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lengths of time in nanoseconds, collected one by one. For one thread. */
public final class DurationSeries {
  private long[] nanos = new long[1024];
  private int size;

  /** Adds a length of time, in nanoseconds. */
  public void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = value;
  }

  /** Removes all. */
  public void clear() {
    size = 0;
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /** Returns the median, in microseconds. */
  public double medianMicros() {
    return micros(0.5);
  }

  /** Returns the 99th percentile, in microseconds. */
  public double p99Micros() {
    return micros(0.99);
  }

  /** Returns the largest, in microseconds. */
  public double maxMicros() {
    return micros(1);
  }

  /** Returns the smallest value that is not exceeded by a share of all; NaN if there are none. */
  private double micros(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)] * 1e-3;
  }

  /**
   * Returns median, 99th percentile and maximum in microseconds for JSON; null if there are none.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", size);
    map.put("median_us", size == 0 ? null : medianMicros());
    map.put("p99_us", size == 0 ? null : p99Micros());
    map.put("max_us", size == 0 ? null : maxMicros());
    return map;
  }
}
