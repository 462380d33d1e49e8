package berkeley.harness.demo;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.ProgramName;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordComposer;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.transport.ticks.HostTicks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns what the demonstration shows into the lines of a record. For one thread, apart from {@link
 * #fault}, which is for any.
 */
public final class RecordingView implements RoundView, AutoCloseable {

  private final Consumer<RecordLine> sink;
  private final RecordComposer composer;
  private final long startTicks = HostTicks.now();
  private boolean ended;

  /**
   * Creates a view and writes the header.
   *
   * @param settings what the demonstration does
   * @param sink receives the lines, from several threads
   */
  public RecordingView(DemoSettings settings, Consumer<RecordLine> sink) {
    this.sink = sink;
    this.composer = new RecordComposer(sink);
    List<Planned> nodes =
        settings.plan().nodes().stream()
            .map(node -> new Planned(node.id(), node.offset().toNanos(), node.driftPpm()))
            .toList();
    sink.accept(
        new RecordLine.Header(
            ProgramName.nameAndVersion(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            startTicks,
            settings.master().period().toNanos(),
            settings.master().average(),
            ClockLimits.UNSTEERED.maxSlewPpm(),
            settings.seed(),
            nodes,
            settings.plan().elects() ? "elected" : "fixed"));
  }

  @Override
  public void progress(String line) {
    sink.accept(new RecordLine.Progress(atNanos(), line));
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    composer.round(atNanos(), report, truth);
  }

  @Override
  public void looked(Snapshot truth) {
    composer.looked(atNanos(), truth);
  }

  /**
   * Records what was done to nodes.
   *
   * @param done the same in words, and which faults are in force from now on
   */
  synchronized void fault(OrderOutcome done) {
    long at = atNanos();
    sink.accept(new RecordLine.Event(at, EventKind.FAULT, done.id(), done.text()));
    done.changes()
        .forEach(
            each ->
                sink.accept(
                    new RecordLine.Fault(
                        at, each.id(), each.fault(), each.inForce(), each.amounts())));
  }

  /** Writes the last line. */
  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      sink.accept(new RecordLine.End(atNanos(), "the demonstration is over"));
    }
  }

  private long atNanos() {
    return HostTicks.now() - startTicks;
  }
}
