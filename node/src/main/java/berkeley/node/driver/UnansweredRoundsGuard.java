package berkeley.node.driver;

import berkeley.api.wire.RoundReport;
import berkeley.node.UnansweredRounds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a master step down whose rounds reach nobody. For the node's loop. */
final class UnansweredRoundsGuard {

  private static final Logger LOG = LoggerFactory.getLogger(UnansweredRoundsGuard.class);

  private final String id;
  private final Runnable stepDown;
  private final UnansweredRounds unanswered = new UnansweredRounds();

  UnansweredRoundsGuard(String id, Runnable stepDown) {
    this.id = id;
    this.stepDown = stepDown;
  }

  /** Takes a round that the node has led. */
  void led(RoundReport report) {
    if (unanswered.isNoticedIn(report)) {
      LOG.warn(
          "nobody answers a round in time, stepping down: its deadline may be too short for these"
              + " links node={} term={}",
          id,
          report.term());
      stepDown.run();
    }
  }
}
