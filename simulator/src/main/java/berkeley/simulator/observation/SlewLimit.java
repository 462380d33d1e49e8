package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Between two readings, a synchronised node's clock gains or loses on its ticks no more than its
 * declared slew and the rate of cluster time allow.
 *
 * <p>A node's own statement of its frequency is not used: it says what the frequency is at the two
 * ends and not what it was in between. Cluster time runs as the first master's oscillator, so no
 * faster than the worst of the fleet; and with each mastership its rate may change by as much as a
 * measured frequency may be off. A reading pairs ticks and time exactly, so no allowance for noise
 * is needed beyond whole nanoseconds.
 */
final class SlewLimit implements Invariant {

  private static final long ROUNDING_NANOS = 4;

  /** A node that is away for so long takes itself to have slept. */
  private static final long SLEPT_NANOS = 2_000_000_000L;

  /** Until it has noticed and said so, or has been corrected. */
  private static final long WAKING_NANOS = 1_000_000_000L;

  /** What a node's settings allow a measured frequency to be off by. */
  private static final double INHERITED_PPM = ClockLimits.UNSTEERED.wanderLimitPpm();

  /** Errors of either sign do not add up for ever. */
  private static final double MOST_INHERITED_PPM = 50;

  private final double maxSlewPpm;
  private final double worstDriftPpm;
  private final Map<String, Sighting> last = new HashMap<>();
  private final Map<String, Long> wakingUntilTicks = new HashMap<>();
  private final Set<Long> terms = new HashSet<>();

  /**
   * Creates the limit.
   *
   * @param maxSlewPpm what nodes declare
   * @param driftPpm the injected drift of each node, by name; none where it is missing
   */
  SlewLimit(double maxSlewPpm, Map<String, Double> driftPpm) {
    this.maxSlewPpm = maxSlewPpm;
    this.worstDriftPpm = driftPpm.values().stream().mapToDouble(Math::abs).max().orElse(0);
  }

  @Override
  public String name() {
    return "slew";
  }

  @Override
  public Optional<String> check(Sighting sighting) {
    String id = sighting.status().id();
    Sighting before = last.put(id, sighting);
    terms.add(sighting.status().term());
    if (before == null || !before.isSameLifeAs(sighting) || !before.hasShownTime()) {
      return Optional.empty();
    }
    Reading earlier = before.status().reading();
    Reading later = sighting.status().reading();
    long ticks = later.ticksNanos() - earlier.ticksNanos();
    double allowed = allowedPpm() * 1e-6;
    long gained = later.offsetAgainst(earlier);
    if (ticks >= SLEPT_NANOS) {
      wakingUntilTicks.put(id, later.ticksNanos() + WAKING_NANOS);
    }
    boolean mayJump =
        before.status().state() == NodeState.SUSPENDED
            || wakingUntilTicks.getOrDefault(id, earlier.ticksNanos()) - earlier.ticksNanos() > 0;
    return ticks <= 0
            || (mayJump && gained > 0)
            || Math.abs(gained) <= allowed * ticks + ROUNDING_NANOS
        ? Optional.empty()
        : Optional.of(
            "%s gained %d ns within %d ns, at most %.1f ppm are allowed"
                .formatted(id, gained, ticks, allowed * 1e6));
  }

  private double allowedPpm() {
    double inherited = Math.min(MOST_INHERITED_PPM, INHERITED_PPM * terms.size());
    return maxSlewPpm + worstDriftPpm + inherited;
  }
}
