package berkeley.simulator.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each of the four invariants was violated.
 *
 * @param containment the master's time was outside a node's interval
 * @param monotonicity a node's time went back after it had been synchronised
 * @param obedience a node obeyed an older term, or another master in the same one
 * @param slew a node's clock ran faster or slower than it may
 */
public record ViolationCounts(long containment, long monotonicity, long obedience, long slew) {

  /** All is well. */
  public static final ViolationCounts NONE = new ViolationCounts(0, 0, 0, 0);

  /** Returns the sums of both. */
  public ViolationCounts plus(ViolationCounts other) {
    return new ViolationCounts(
        containment + other.containment,
        monotonicity + other.monotonicity,
        obedience + other.obedience,
        slew + other.slew);
  }

  /** Returns the sum of all. */
  public long total() {
    return containment + monotonicity + obedience + slew;
  }

  /** Returns the counts by name, in the order of the components. */
  public Map<String, Long> byName() {
    Map<String, Long> names = new LinkedHashMap<>();
    names.put("containment", containment);
    names.put("monotonicity", monotonicity);
    names.put("obedience", obedience);
    names.put("slew", slew);
    return names;
  }
}
