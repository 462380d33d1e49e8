package berkeley.harness.demo;

import berkeley.simulator.observation.Snapshot;
import java.util.OptionalLong;

/** The true spread before the first round, and the largest one since the clocks have settled. */
final class SpreadHistory {

  private final long settledAfterRound;
  private OptionalLong before = OptionalLong.empty();
  private OptionalLong worst = OptionalLong.empty();

  /** Creates a history in which the clocks count as settled after so many rounds. */
  SpreadHistory(long settledAfterRound) {
    this.settledAfterRound = settledAfterRound;
  }

  /** Adds a look after so many rounds. */
  void add(Snapshot snapshot, long rounds) {
    OptionalLong spread = snapshot.spreadNanos();
    if (spread.isEmpty()) {
      return;
    }
    if (before.isEmpty()) {
      before = spread;
    }
    if (rounds >= settledAfterRound) {
      worst = OptionalLong.of(Math.max(worst.orElse(0), spread.getAsLong()));
    }
  }

  OptionalLong before() {
    return before;
  }

  OptionalLong worst() {
    return worst;
  }

  long settledAfterRound() {
    return settledAfterRound;
  }
}
