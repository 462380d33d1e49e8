package berkeley.simulator.recording;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.recording.RecordLine.Round;
import berkeley.simulator.recording.RecordLine.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Selects what of a run becomes a line of its record. Looks come many times a second, so samples
 * are thinned: one of each node in {@value #SAMPLE_PERIOD_MILLIS} ms, and more just after each
 * round and where something happened to a node. All rounds and events are kept. For one thread;
 * reads no clock.
 */
public final class RecordComposer {

  /** The time between two samples of one node, if nothing happens to it. */
  static final long SAMPLE_PERIOD_MILLIS = 200;

  /** While a clock slews faster than this, a look before the round is too old to compare with. */
  private static final double STEADY_PPM = 5;

  private final Consumer<RecordLine> sink;
  private final ChangeDetector changes;
  private final Map<String, Long> newestSampleNanos = new HashMap<>();
  private boolean roundIsNew;
  private Snapshot newest = new Snapshot(List.of());

  /** Creates a composer that hands each line to the sink. */
  public RecordComposer(Consumer<RecordLine> sink) {
    this.sink = sink;
    this.changes = new ChangeDetector();
  }

  /** Adds a look at all nodes. */
  public void looked(long atNanos, Snapshot snapshot) {
    var events = changes.looked(atNanos, snapshot);
    for (Sighting seen : snapshot.sightings()) {
      String id = seen.status().id();
      Long before = newestSampleNanos.get(id);
      boolean isDue =
          roundIsNew || before == null || atNanos - before >= SAMPLE_PERIOD_MILLIS * 1_000_000;
      if (isDue || events.stream().anyMatch(event -> event.id().equals(id))) {
        sink.accept(new Sample(atNanos, seen.status(), seen.offset()));
        newestSampleNanos.put(id, atNanos);
      }
    }
    events.forEach(sink);
    newest = snapshot;
    roundIsNew = false;
  }

  /**
   * Adds a round; called before {@link #looked} with a look after it.
   *
   * @param after the look just after the round
   */
  public void round(long atNanos, RoundReport report, Snapshot after) {
    OptionalLong spread = after.spreadNanos();
    sink.accept(
        new Round(
            atNanos,
            report,
            spread.isPresent() ? Long.valueOf(spread.getAsLong()) : null,
            trueErrors(report)));
    changes.round(atNanos, report).forEach(sink);
    roundIsNew = true;
  }

  private Map<String, Long> trueErrors(RoundReport report) {
    Map<String, Long> errors = new HashMap<>();
    boolean isSteady = newest.of(report.master()).filter(RecordComposer::isSteady).isPresent();
    if (!isSteady) {
      return errors;
    }
    for (MemberReport member : report.members()) {
      if (member.outcome() == Outcome.ACCEPTED || member.outcome() == Outcome.REJECTED) {
        newest
            .of(member.id())
            .filter(RecordComposer::isSteady)
            .flatMap(seen -> newest.offset(member.id(), report.master()))
            .ifPresent(truth -> errors.put(member.id(), member.offsetNanos() - truth));
      }
    }
    return errors;
  }

  private static boolean isSteady(Sighting seen) {
    return seen.status().state() != NodeState.NEWCOMER
        && Math.abs(seen.status().slewPpm()) < STEADY_PPM;
  }
}
