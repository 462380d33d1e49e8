package berkeley.simulator.observation;

import berkeley.api.wire.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Once synchronised, a node's time is never earlier at later ticks. */
final class Monotonicity implements Invariant {

  private final Map<String, Sighting> last = new HashMap<>();

  @Override
  public String name() {
    return "monotonicity";
  }

  @Override
  public Optional<String> check(Sighting sighting) {
    Sighting before = last.put(sighting.status().id(), sighting);
    if (before == null || !before.isSameLifeAs(sighting) || !before.hasShownTime()) {
      return Optional.empty();
    }
    Reading earlier = before.status().reading();
    Reading later = sighting.status().reading();
    long ticks = later.ticksNanos() - earlier.ticksNanos();
    long time = later.timeNanos() - earlier.timeNanos();
    return ticks < 0 || time >= 0
        ? Optional.empty()
        : Optional.of(
            "%s went back by %d ns within %d ns".formatted(sighting.status().id(), -time, ticks));
  }
}
