package berkeley.api;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** A synchronised clock in another zone; the result of {@link Clock#withZone}. */
final class ZonedClock extends Clock {

  private final SynchronizedClock clock;
  private final ZoneId zone;

  ZonedClock(SynchronizedClock clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return other.equals(zone) ? this : clock.withZone(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ZonedClock that && clock.equals(that.clock) && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(clock, zone);
  }

  @Override
  public String toString() {
    return clock + "[" + zone + "]";
  }
}
