package berkeley.launcher.demo;

import berkeley.api.RoundReport;
import berkeley.launcher.oracle.Snapshot;
import java.util.List;

/** Several views of one demonstration, called one after the other. */
public record ManyViews(List<RoundView> views) implements RoundView {

  /** Copies the list. */
  public ManyViews {
    views = List.copyOf(views);
  }

  @Override
  public void progress(String line) {
    views.forEach(view -> view.progress(line));
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
