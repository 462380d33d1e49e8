package berkeley.bench.accuracy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lengths of time, collected one by one. For one thread. */
final class Series {
  private long[] nanos = new long[1024];
  private int size;

  void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = value;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  double medianMicros() {
    return micros(0.5);
  }

  double p99Micros() {
    return micros(0.99);
  }

  double maxMicros() {
    return micros(1);
  }

  /** The smallest value that so large a share of all does not exceed; NaN if there are none. */
  private double micros(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)] * 1e-3;
  }

  /** Median, 99th percentile and maximum in microseconds; JSON has no NaN, so null for none. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", size);
    map.put("median_us", size == 0 ? null : medianMicros());
    map.put("p99_us", size == 0 ? null : p99Micros());
    map.put("max_us", size == 0 ? null : maxMicros());
    return map;
  }
}
