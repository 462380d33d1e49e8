package berkeley.harness.check;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.record.RecordReader;
import berkeley.simulator.observation.StatusWatch;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Fault;
import berkeley.simulator.recording.RecordLine.Header;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.recording.RecordLine.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Feeds the checks of the promises with a record, line by line. */
public final class RecordCheck {

  private static final String ELECTED = "elected";
  private static final long DEFAULT_PERIOD_NANOS = 1_000_000_000;

  /** A status is older than its line by the look that it belongs to, which may stall. */
  private static final long MOST_AGE_NANOS = 60_000_000_000L;

  private final Duration usualWidth;
  private @Nullable StatusWatch watch;
  private long startTicks;
  private boolean elects;
  private long samples;
  private long foreign;
  private boolean tellsEpochs;

  private RecordCheck(Duration usualWidth) {
    this.usualWidth = usualWidth;
  }

  /**
   * Checks a record.
   *
   * @param file the record
   * @param usualWidth how wide intervals are that have recovered; zero if that is not to be judged
   * @throws CommandFailure with exit code 3 if it cannot be read, is no record, or has no sample
   */
  public static CheckResult check(Path file, Duration usualWidth) {
    RecordCheck check = new RecordCheck(usualWidth);
    boolean cut = RecordReader.read(file, check::take);
    StatusWatch watch = check.watch;
    if (watch == null || check.samples == 0) {
      throw CommandFailure.missing(
          "%s has no sample of a node, so there is nothing to check".formatted(file));
    }
    return new CheckResult(
        watch.summary(),
        watch.violations(),
        check.samples,
        check.foreign,
        cut,
        check.tellsEpochs,
        check.elects,
        !usualWidth.isZero());
  }

  private void take(RecordLine line) {
    if (line instanceof Header header) {
      begin(header);
    } else if (line instanceof Sample sample && watch != null) {
      saw(watch, sample);
    } else if (line instanceof Fault fault && watch != null) {
      happened(watch, fault);
    }
  }

  private void begin(Header header) {
    startTicks = header.startTicksNanos();
    elects = header.mastership().equals(ELECTED);
    watch =
        new StatusWatch(
            startTicks,
            header.periodNanos() > 0 ? header.periodNanos() : DEFAULT_PERIOD_NANOS,
            elects,
            usualWidth.toNanos(),
            header.nodes().stream()
                .collect(Collectors.toMap(Planned::id, Planned::driftPpm, (one, same) -> one)));
  }

  private void saw(StatusWatch to, Sample sample) {
    samples++;
    tellsEpochs |= sample.status().epoch() != 0;
    if (!to.saw(sample.status(), startTicks + sample.atNanos(), MOST_AGE_NANOS)) {
      foreign++;
    }
  }

  private void happened(StatusWatch to, Fault fault) {
    long ticks = startTicks + fault.atNanos();
    String id = fault.id();
    switch (fault.fault()) {
      case "lie" -> {
        if (fault.inForce()) {
          to.lies(id, ticks);
        } else {
          to.liesNoMore(id, ticks);
        }
      }
      case "drift" -> {
        if (fault.inForce()) {
          to.drifts(id, fault.amounts().getOrDefault("ppm", 0L), ticks);
        } else {
          to.driftEnds(id, ticks);
        }
      }
      default -> {
        String name = fault.fault() + " of " + id;
        if (fault.inForce()) {
          to.faultBegins(name, ticks);
        } else {
          to.faultEnds(name, ticks);
        }
      }
    }
  }
}
