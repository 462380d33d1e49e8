package berkeley.launcher.oracle;

import berkeley.api.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Between two readings, a synchronised node's clock runs within its declared slew of its ticks,
 * give or take its oscillator's drift and the frequency with which it makes up for that. A reading
 * pairs ticks and time exactly, so no allowance for noise is needed beyond whole nanoseconds.
 */
final class SlewLimit implements Invariant {

  private static final long ROUNDING_NANOS = 4;

  private final double maxSlewPpm;
  private final Map<String, Double> driftPpm;
  private final Map<String, Sighting> last = new HashMap<>();

  /**
   * A limit.
   *
   * @param maxSlewPpm what nodes declare
   * @param driftPpm the injected drift of each node, by name; none where it is missing
   */
  SlewLimit(double maxSlewPpm, Map<String, Double> driftPpm) {
    this.maxSlewPpm = maxSlewPpm;
    this.driftPpm = Map.copyOf(driftPpm);
  }

  @Override
  public String name() {
    return "slew";
  }

  @Override
  public Optional<String> check(Sighting sighting) {
    String id = sighting.status().id();
    Sighting before = last.put(id, sighting);
    if (before == null || !before.isSameLifeAs(sighting) || !before.hasShownTime()) {
      return Optional.empty();
    }
    Reading earlier = before.status().reading();
    Reading later = sighting.status().reading();
    long ticks = later.ticksNanos() - earlier.ticksNanos();
    double frequencyPpm =
        Math.max(
            Math.abs(before.status().frequencyPpm()), Math.abs(sighting.status().frequencyPpm()));
    double allowed =
        (1 + Math.abs(driftPpm.getOrDefault(id, 0.0)) * 1e-6)
                * (1 + (maxSlewPpm + frequencyPpm) * 1e-6)
            - 1;
    long gained = later.offsetAgainst(earlier);
    return ticks <= 0 || Math.abs(gained) <= allowed * ticks + ROUNDING_NANOS
        ? Optional.empty()
        : Optional.of(
            "%s gained %d ns within %d ns, at most %.1f ppm are allowed"
                .formatted(id, gained, ticks, allowed * 1e6));
  }
}
