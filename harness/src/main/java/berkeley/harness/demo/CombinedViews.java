package berkeley.harness.demo;

import berkeley.api.wire.RoundReport;
import berkeley.simulator.observation.Snapshot;
import java.util.List;

/** Several views of one demonstration, called one after the other. */
public record CombinedViews(List<RoundView> views) implements RoundView {

  /** Copies the list. */
  public CombinedViews {
    views = List.copyOf(views);
  }

  @Override
  public void progress(String line) {
    views.forEach(view -> view.progress(line));
  }

  @Override
  public void told(String line) {
    views.forEach(view -> view.told(line));
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    views.forEach(view -> view.round(report, truth));
  }

  @Override
  public void looked(Snapshot truth) {
    views.forEach(view -> view.looked(truth));
  }
}
