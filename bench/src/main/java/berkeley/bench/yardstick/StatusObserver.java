package berkeley.bench.yardstick;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what one {@code status --json --watch} prints. For several threads. */
final class StatusObserver implements Consumer<String> {
  private final List<String> lines = new ArrayList<>();

  @Override
  public synchronized void accept(String line) {
    lines.add(line);
  }

  /** Returns the lines since the last call, the oldest first. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(lines);
    lines.clear();
    return taken;
  }
}
