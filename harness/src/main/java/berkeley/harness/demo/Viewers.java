package berkeley.harness.demo;

import berkeley.harness.dashboard.DashboardServer;
import berkeley.harness.dashboard.RecordFeed;
import berkeley.harness.record.RecordWriter;
import berkeley.simulator.recording.RecordLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What shows a demonstration beside the terminal: a file, a page, both or neither. */
public final class Viewers implements AutoCloseable {

  private final Optional<RecordWriter> writer;
  private final RecordFeed feed = new RecordFeed();
  private final Optional<RecordingView> recording;
  private final FleetControls controls;
  private final Optional<DashboardServer> dashboard;

  /**
   * Opens those that are wanted.
   *
   * @param settings what the demonstration does
   * @param record where the record goes; empty for none
   * @param port where the page is served, 0 for any free port; empty for none
   * @param complaints receives a line if the record cannot be written to its end
   * @throws berkeley.harness.console.CommandFailure with exit code 3 if a file or port cannot be
   *     had
   */
  public Viewers(
      DemoSettings settings,
      Optional<Path> record,
      Optional<Integer> port,
      Consumer<String> complaints) {
    writer = record.map(file -> RecordWriter.open(file, complaints));
    recording =
        record.isPresent() || port.isPresent()
            ? Optional.of(new RecordingView(settings, this::accept))
            : Optional.empty();
    controls = new FleetControls(settings, this::fault);
    dashboard = port.map(number -> DashboardServer.open(feed, Optional.of(controls), number));
  }

  /** Returns the address of the page. */
  public Optional<String> url() {
    return dashboard.map(DashboardServer::url);
  }

  /** Returns a view together with these. */
  RoundView with(RoundView view) {
    List<RoundView> views = new ArrayList<>(List.of(view, controls));
    recording.ifPresent(views::add);
    return new CombinedViews(views);
  }

  FleetControls controls() {
    return controls;
  }

  private void accept(RecordLine line) {
    writer.ifPresent(file -> file.accept(line));
    feed.accept(line);
  }

  private void fault(OrderOutcome done) {
    recording.ifPresent(view -> view.fault(done));
  }

  /** Writes the record's end, closes the page, and lets frozen processes continue. */
  @Override
  public void close() {
    recording.ifPresent(RecordingView::close);
    writer.ifPresent(RecordWriter::close);
    dashboard.ifPresent(DashboardServer::close);
    try {
      controls.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a frozen process could not be let go on", e);
    }
  }
}
