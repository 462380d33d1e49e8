package berkeley.simulator.observation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts violations of the four invariants of the design: containment, monotonicity, obedience and
 * slew. For one thread.
 */
public final class InvariantChecker {

  private static final int EXAMPLES_KEPT = 5;

  private final List<Invariant> invariants;
  private final Map<String, Integer> violations = new LinkedHashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long sightings;

  /**
   * Creates a checker of one cluster.
   *
   * @param maxSlewPpm the slew that nodes declare, in parts per million
   * @param driftPpm the injected drift of each node, by name
   */
  public InvariantChecker(double maxSlewPpm, Map<String, Double> driftPpm) {
    this(
        List.of(
            new Containment(),
            new Monotonicity(),
            new ObedienceInvariant(),
            new SlewLimit(maxSlewPpm, driftPpm)));
  }

  private InvariantChecker(List<Invariant> invariants) {
    this.invariants = invariants;
    invariants.forEach(invariant -> violations.put(invariant.name(), 0));
  }

  /** Creates a checker of obedience alone, where the promises are checked beside it. */
  public static InvariantChecker ofObedience() {
    return new InvariantChecker(List.of(new ObedienceInvariant()));
  }

  /** Takes one more sighting; those of one node in the order of its ticks. */
  public void saw(Sighting sighting) {
    sightings++;
    for (Invariant invariant : invariants) {
      invariant.check(sighting).ifPresent(line -> violated(invariant.name(), line));
    }
  }

  /**
   * Counts a violation that somebody else has seen.
   *
   * @param invariant what was violated
   * @param line how, in words
   */
  public void violated(String invariant, String line) {
    violations.merge(invariant, 1, Integer::sum);
    if (examples.size() < EXAMPLES_KEPT) {
      examples.add(invariant + ": " + line);
    }
  }

  /** Returns how often each invariant was violated, by its name. */
  public Map<String, Integer> violations() {
    return new LinkedHashMap<>(violations);
  }

  /** Returns descriptions of the first violations. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Returns whether nothing was violated. */
  public boolean isClean() {
    return examples.isEmpty();
  }

  /** Returns how many sightings it has checked. */
  public long sightings() {
    return sightings;
  }
}
