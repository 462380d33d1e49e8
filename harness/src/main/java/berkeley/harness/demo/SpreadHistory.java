package berkeley.harness.demo;

import berkeley.simulator.observation.Snapshot;
import java.util.OptionalLong;

/** Remembers the true spread: before the first round, newest, and at its worst since settling. */
final class SpreadHistory {

  private final long settledAfterRound;
  private OptionalLong before = OptionalLong.empty();
  private OptionalLong newest = OptionalLong.empty();
  private OptionalLong worst = OptionalLong.empty();

  /** Takes the fleet for settled once so many rounds are over. */
  SpreadHistory(long settledAfterRound) {
    this.settledAfterRound = settledAfterRound;
  }

  void saw(Snapshot snapshot, long rounds) {
    OptionalLong spread = snapshot.spreadNanos();
    if (spread.isEmpty()) {
      return;
    }
    if (before.isEmpty()) {
      before = spread;
    }
    newest = spread;
    if (rounds >= settledAfterRound) {
      worst = OptionalLong.of(Math.max(worst.orElse(0), spread.getAsLong()));
    }
  }

  OptionalLong before() {
    return before;
  }

  OptionalLong newest() {
    return newest;
  }

  OptionalLong worst() {
    return worst;
  }

  long settledAfterRound() {
    return settledAfterRound;
  }
}
