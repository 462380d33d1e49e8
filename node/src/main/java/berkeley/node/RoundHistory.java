package berkeley.node;

import berkeley.api.wire.RoundReport;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest rounds that a node has led. Not safe for use by several threads. */
final class RoundHistory {

  private static final int CAPACITY = 32;

  private final Deque<RoundReport> rounds = new ArrayDeque<>();

  /** Adds a round; the oldest one is dropped if there are too many. */
  void add(RoundReport report) {
    rounds.addLast(report);
    if (rounds.size() > CAPACITY) {
      rounds.removeFirst();
    }
  }

  /** Returns the rounds after the given one, oldest first. */
  List<RoundReport> after(long term, long round) {
    return rounds.stream()
        .filter(r -> r.term() > term || (r.term() == term && r.round() > round))
        .toList();
  }
}
