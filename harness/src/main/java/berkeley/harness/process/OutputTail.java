package berkeley.harness.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an endless text. Safe for several threads. */
final class OutputTail {

  private final int size;
  private final Deque<String> lines = new ArrayDeque<>();

  OutputTail(int size) {
    this.size = size;
  }

  synchronized void add(String line) {
    if (lines.size() == size) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
