package berkeley.harness.demo;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.ProgramName;
import berkeley.harness.record.RecordComposer;
import berkeley.simulator.observation.Snapshot;
import berkeley.simulator.recording.EventKind;
import berkeley.simulator.recording.RecordLine;
import berkeley.simulator.recording.RecordLine.Planned;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns what the demonstration shows into the lines of a record. Views are called by one thread;
 * {@link #fault} is for any.
 */
public final class RecordingView implements RoundView, AutoCloseable {

  private final Consumer<RecordLine> sink;
  private final RecordComposer scribe;
  private final long startTicks = System.nanoTime();
  private boolean ended;

  /**
   * Writes the header.
   *
   * @param settings what the demonstration is to do
   * @param sink takes the lines; for several threads
   */
  public RecordingView(DemoSettings settings, Consumer<RecordLine> sink) {
    this.sink = sink;
    this.scribe = new RecordComposer(sink);
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
            ClockLimits.DEFAULT.maxSlewPpm(),
            settings.seed(),
            nodes));
  }

  @Override
  public void progress(String line) {
    sink.accept(new RecordLine.Progress(atNanos(), line));
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    scribe.round(atNanos(), report, truth);
  }

  @Override
  public void looked(Snapshot truth) {
    scribe.looked(atNanos(), truth);
  }

  /**
   * Notes an injected fault.
   *
   * @param id whose
   * @param text in words
   */
  public void fault(String id, String text) {
    sink.accept(new RecordLine.Event(atNanos(), EventKind.FAULT, id, text));
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
    return System.nanoTime() - startTicks;
  }
}
