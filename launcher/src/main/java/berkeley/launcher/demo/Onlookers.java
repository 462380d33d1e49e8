package berkeley.launcher.demo;

import berkeley.launcher.dashboard.Dashboard;
import berkeley.launcher.dashboard.Feed;
import berkeley.launcher.record.RecordLine;
import berkeley.launcher.record.RecordWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who watches a demonstration beside the terminal: a file, a page, both or nobody. */
public final class Onlookers implements AutoCloseable {

  private final Optional<RecordWriter> writer;
  private final Feed feed = new Feed();
  private final Optional<RecordingView> recording;
  private final FleetControls controls;
  private final Optional<Dashboard> dashboard;

  /**
   * Opens what is wanted.
   *
   * @param settings what the demonstration is to do
   * @param record where the record goes; empty for none
   * @param port where the page is served, 0 for any free port; empty for none
   * @param complaints is told if the record cannot be written to its end
   * @throws berkeley.launcher.cli.CommandFailure with exit code 3 if a file or port cannot be had
   */
  public Onlookers(
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
    dashboard = port.map(number -> Dashboard.open(feed, Optional.of(controls), number));
  }

  /** Where the page is. */
  public Optional<String> url() {
    return dashboard.map(Dashboard::url);
  }

  /** The view, with all others that are shown the same. */
  RoundView with(RoundView view) {
    List<RoundView> views = new ArrayList<>(List.of(view, controls));
    recording.ifPresent(views::add);
    return new ManyViews(views);
  }

  FleetControls controls() {
    return controls;
  }

  private void accept(RecordLine line) {
    writer.ifPresent(file -> file.accept(line));
    feed.accept(line);
  }

  private void fault(String id, String text) {
    recording.ifPresent(view -> view.fault(id, text));
  }

  /** Writes the record's end, sends the viewers away, and lets what is frozen go on. */
  @Override
  public void close() {
    recording.ifPresent(RecordingView::close);
    writer.ifPresent(RecordWriter::close);
    dashboard.ifPresent(Dashboard::close);
    try {
      controls.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a frozen process could not be let go on", e);
    }
  }
}
