package berkeley.bench.yardstick;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long a cluster is without rounds when its master is killed: a cluster of each build, both at
 * the same time, of which one loses its master and then the other.
 */
final class FailoverFigures {
  private static final int PERIOD_MILLIS = 1000;
  private static final double MILLIS_PER_SECOND = 1e3;

  private FailoverFigures() {}

  /** Kills masters in turn. Both builds lose their n-th at the same time after a round. */
  static void measure(List<Checkout> both, YardstickSettings settings, Figures figures)
      throws IOException, InterruptedException {
    Random random = new Random(1);
    try (ElectedCluster baseline = ElectedCluster.start(both.get(0));
        ElectedCluster current = ElectedCluster.start(both.get(1))) {
      for (int trial = 0; trial < settings.trials(); trial++) {
        int afterRoundMillis = random.nextInt(PERIOD_MILLIS);
        for (ElectedCluster cluster : List.of(baseline, current)) {
          RoundSeen last = cluster.awaitCalm();
          TimeUnit.MILLISECONDS.sleep(afterRoundMillis);
          double seconds = cluster.killMaster(last).toMillis() / MILLIS_PER_SECOND;
          figures.add(cluster.side(), "no_rounds_s", seconds);
        }
      }
    }
  }
}
