package berkeley.launcher.node;

import berkeley.launcher.cli.TimeOfDayConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of lessons, shared by {@code slave} and {@code master}. */
public final class LessonOptions {

  @Option(
      names = "--textbook",
      description =
          "Run the clock of a textbook: each round sets it to the average, forwards or backwards; it"
              + " gives no interval.")
  private boolean textbook;

  @Option(
      names = "--time",
      paramLabel = "HH:MM[:SS]",
      converter = TimeOfDayConverter.class,
      description = "What the clock shows at the start, today, in UTC; in place of --offset.")
  private @Nullable LocalTime time;

  @Option(
      names = "--settable",
      description = "Let berkeley set-clock set this node's clock while it runs: a fault.")
  private boolean settable;

  /** Returns whether the node is a textbook's. */
  public boolean textbook() {
    return textbook;
  }

  /** Returns whether its clock may be set while it runs. */
  boolean settable() {
    return settable;
  }

  /** Returns how far the clock is to be ahead of the host's now, if a time was given. */
  Optional<Duration> offset() {
    return Optional.ofNullable(time).map(shown -> offsetAt(Instant.now(), shown));
  }

  /** Returns how far a clock is ahead of the host's that shows a time of today at an instant. */
  static Duration offsetAt(Instant now, LocalTime time) {
    return Duration.between(
        now, now.atZone(ZoneOffset.UTC).toLocalDate().atTime(time).toInstant(ZoneOffset.UTC));
  }
}
