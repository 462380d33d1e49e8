package berkeley.launcher.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts violations of the four invariants of the design: containment, monotonicity, obedience and
 * slew. For one thread.
 */
public final class InvariantWatch {

  private static final int EXAMPLES_KEPT = 5;

  private final List<Invariant> invariants;
  private final Map<String, Integer> violations = new LinkedHashMap<>();
  private final List<String> examples = new ArrayList<>();
  private long sightings;

  /**
   * A watch over one cluster.
   *
   * @param maxSlewPpm the slew that nodes declare, in parts per million
   * @param driftPpm the injected drift of each node, by name
   */
  public InvariantWatch(double maxSlewPpm, Map<String, Double> driftPpm) {
    invariants =
        List.of(
            new Containment(),
            new Monotonicity(),
            new Obedience(),
            new SlewLimit(maxSlewPpm, driftPpm));
    invariants.forEach(invariant -> violations.put(invariant.name(), 0));
  }

  /** Takes one more sighting; those of one node in the order of its ticks. */
  public void saw(Sighting sighting) {
    sightings++;
    for (Invariant invariant : invariants) {
      Optional<String> violation = invariant.check(sighting);
      if (violation.isPresent()) {
        violations.merge(invariant.name(), 1, Integer::sum);
        if (examples.size() < EXAMPLES_KEPT) {
          examples.add(invariant.name() + ": " + violation.get());
        }
      }
    }
  }

  /** How often each invariant was violated, by its name. */
  public Map<String, Integer> violations() {
    return new LinkedHashMap<>(violations);
  }

  /** The first violations, in words. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** Whether nothing was violated. */
  public boolean isClean() {
    return examples.isEmpty();
  }

  /** How many sightings it has judged. */
  public long sightings() {
    return sightings;
  }
}
