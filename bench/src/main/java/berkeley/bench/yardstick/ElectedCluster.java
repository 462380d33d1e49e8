package berkeley.bench.yardstick;

import static java.util.Objects.requireNonNull;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Electable nodes of one build, with rounds of 1 s and rates that differ by up to 100 ppm, each of
 * which prints the rounds that it leads. For one thread.
 */
final class ElectedCluster implements AutoCloseable {
  private static final int NODES = 5;
  private static final double MOST_DRIFT_PPM = 50;

  /** As many rounds in a row with all members as a clock needs to learn its rate. */
  private static final int CALM_ROUNDS = 5;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final CheckoutCluster cluster;
  private final Map<String, ChildProcess> nodes = new HashMap<>();
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  private ElectedCluster(CheckoutCluster cluster) {
    this.cluster = cluster;
  }

  /** A line of a node's stdout, and when it came. */
  private record Line(String id, long seenTicks, String text) {}

  /** Starts it; returns when all nodes serve, which may be before the first master leads. */
  static ElectedCluster start(Checkout checkout) throws IOException, InterruptedException {
    ElectedCluster elected = new ElectedCluster(new CheckoutCluster(checkout));
    try {
      for (int i = 0; i < NODES; i++) {
        elected.begin("n" + i);
      }
      for (ChildProcess node : elected.nodes.values()) {
        elected.cluster.await(node);
      }
      return elected;
    } catch (IOException | InterruptedException | RuntimeException e) {
      elected.close();
      throw e;
    }
  }

  private void begin(String id) throws IOException {
    int number = Integer.parseInt(id.substring(1));
    double drift = MOST_DRIFT_PPM * (2.0 * number / (NODES - 1) - 1);
    nodes.put(
        id,
        cluster.node(
            "slave",
            id,
            List.of("--electable", "--json", "--period=1s", "--drift=" + drift + "ppm"),
            text -> lines.add(new Line(id, System.nanoTime(), text))));
  }

  Side side() {
    return cluster.side();
  }

  /** Waits until one master has led some rounds in a row with all members; returns the last one. */
  RoundSeen awaitCalm() throws IOException, InterruptedException {
    lines.clear();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int inRow = 0;
    long term = -1;
    while (true) {
      RoundSeen round = next(deadline, "rounds with all members");
      boolean complete = round.accepted() == NODES - 1 && round.others() == 0;
      inRow = !complete ? 0 : round.term() == term ? inRow + 1 : 1;
      term = round.term();
      if (inRow == CALM_ROUNDS) {
        return round;
      }
    }
  }

  /**
   * Kills the master without warning, waits for the next one, and starts the killed node again.
   *
   * @param last a round of that master
   * @return the time until the next master's first round that a member took part in was over
   */
  Duration killMaster(RoundSeen last) throws IOException, InterruptedException {
    long lost = System.nanoTime();
    requireNonNull(nodes.get(last.master())).killAndWait();
    long deadline = lost + LIMIT.toNanos();
    RoundSeen round;
    do {
      round = next(deadline, "next master");
    } while (round.term() <= last.term() || round.accepted() == 0);
    begin(last.master());
    cluster.await(nodes.get(last.master()));
    return Duration.ofNanos(round.seenTicks() - lost);
  }

  private RoundSeen next(long deadlineTicks, String wanted)
      throws IOException, InterruptedException {
    while (true) {
      Line line = lines.poll(deadlineTicks - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw CommandFailure.missing(
            "no %s in the %s cluster within %s".formatted(wanted, side().word(), LIMIT));
      }
      Optional<RoundSeen> round = RoundSeen.parse(line.id(), line.seenTicks(), line.text());
      if (round.isPresent()) {
        return round.get();
      }
    }
  }

  @Override
  public void close() {
    cluster.close();
  }
}
