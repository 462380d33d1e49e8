package berkeley.simulator.promise;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Counts and widths of one run, and what they lack.
 *
 * @param readings how many readings were handed over
 * @param judged how many of them no excuse covered
 * @param intervals how many of those judged had an interval
 * @param epochs in how many epochs intervals were given
 * @param epochsWithoutMajority in how many of them although no majority ever held the epoch
 * @param eras how often cluster time began anew after a broken master
 * @param steps how many steps forward nodes have counted
 * @param medianWidthNanos median of latest minus earliest, at most an eighth too large
 * @param width99Nanos the width that 99 % do not exceed, at most an eighth too large
 * @param largestWidthNanos the largest width
 * @param checks how often each promise was checked
 * @param violations how many violations of each promise were reported
 */
public record Summary(
    long readings,
    long judged,
    long intervals,
    long epochs,
    long epochsWithoutMajority,
    long eras,
    long steps,
    long medianWidthNanos,
    long width99Nanos,
    long largestWidthNanos,
    Map<Promise, Long> checks,
    Map<Promise, Long> violations) {

  /** Copies the maps. */
  public Summary {
    checks = Map.copyOf(checks);
    violations = Map.copyOf(violations);
  }

  /** Returns a count for each promise, in their order. */
  static Map<Promise, Long> byPromise(ToLongFunction<Promise> count) {
    Map<Promise, Long> counts = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      counts.put(promise, count.applyAsLong(promise));
    }
    return counts;
  }

  /** Returns how often a promise was broken. */
  public long violations(Promise promise) {
    return violations.getOrDefault(promise, 0L);
  }

  /** Returns how often a promise was checked. */
  public long checks(Promise promise) {
    return checks.getOrDefault(promise, 0L);
  }

  /** Returns which share of the readings was excused, 0 to 1; 1 if there were none. */
  public double excusedShare() {
    return readings == 0 ? 1 : (double) (readings - judged) / readings;
  }

  /** Returns which share of the readings judged had an interval, 0 to 1; 0 if there were none. */
  public double intervalShare() {
    return judged == 0 ? 0 : (double) intervals / judged;
  }

  /** Returns what is missing, a sentence each; empty if all demands are met. */
  public List<String> shortcomings(Demands demands) {
    List<String> missing = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      atMost(missing, "violations of promise " + promise.number(), violations(promise), 0);
    }
    if (excusedShare() > demands.largestExcusedShare()) {
      missing.add(
          "%.4f of %d readings were excused, wanted at most %.4f"
              .formatted(excusedShare(), readings, demands.largestExcusedShare()));
    }
    if (intervals == 0 || intervalShare() < demands.smallestIntervalShare()) {
      missing.add(
          "%.4f of %d readings judged had an interval, wanted at least %.4f"
              .formatted(intervalShare(), judged, demands.smallestIntervalShare()));
    }
    atMost(missing, "epochs with intervals", epochs, demands.mostEpochs());
    atMost(missing, "epochs with intervals that no majority ever held", epochsWithoutMajority, 0);
    atMost(missing, "steps forward", steps, demands.mostSteps());
    atMost(missing, "nanoseconds of median width", medianWidthNanos, demands.medianWidthNanos());
    atMost(missing, "nanoseconds of width at 99 %", width99Nanos, demands.width99Nanos());
    for (Promise promise : Promise.values()) {
      long least = demands.leastChecks().getOrDefault(promise, 0L);
      if (checks(promise) < least) {
        missing.add(
            "promise %d was checked %d times, wanted at least %d"
                .formatted(promise.number(), checks(promise), least));
      }
    }
    return missing;
  }

  private static void atMost(List<String> missing, String what, long found, long most) {
    if (found > most) {
      missing.add("%d %s, wanted at most %d".formatted(found, what, most));
    }
  }

  /**
   * Demands that no promise was broken and that the run showed enough.
   *
   * @throws AssertionError with all shortcomings, if there are any
   */
  public void require(Demands demands) {
    List<String> missing = shortcomings(demands);
    if (!missing.isEmpty()) {
      throw new AssertionError(String.join("; ", missing));
    }
  }
}
