package berkeley.playground.emulation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Methods of {@link Duration} since Java 9. Copied there, so {@code this} is one. */
final class DurationMethods {

  public long toSeconds() {
    return self().get(ChronoUnit.SECONDS);
  }

  public int toNanosPart() {
    return (int) self().get(ChronoUnit.NANOS);
  }

  private Duration self() {
    return (Duration) (Object) this;
  }
}
