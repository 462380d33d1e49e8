package berkeley.bench.yardstick;

import static java.util.Objects.requireNonNull;

import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ParentWatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Five nodes of one build: a fixed master with rounds of 1 s whose oscillator is right, and four
 * slaves whose oscillators are not and whose clocks are wrong at first. For one thread.
 */
final class FixedMasterCluster implements AutoCloseable {
  /** What is wrong with each slave. */
  private static final List<List<String>> SLAVES =
      List.of(
          List.of("--offset=3s", "--drift=50ppm"),
          List.of("--offset=-2s", "--drift=-50ppm"),
          List.of("--offset=-4s", "--drift=25ppm"),
          List.of("--offset=1s", "--drift=-25ppm"));

  static final int NODES = SLAVES.size() + 1;

  private final CheckoutCluster cluster;
  private final List<ChildProcess> slaves = new ArrayList<>();
  private @Nullable ChildProcess master;

  private FixedMasterCluster(CheckoutCluster cluster) {
    this.cluster = cluster;
  }

  /** Starts it; the master has begun its rounds then. */
  static FixedMasterCluster start(Checkout checkout) throws IOException, InterruptedException {
    FixedMasterCluster fixed = new FixedMasterCluster(new CheckoutCluster(checkout));
    try {
      fixed.startNodes();
      return fixed;
    } catch (IOException | InterruptedException | RuntimeException e) {
      fixed.close();
      throw e;
    }
  }

  private void startNodes() throws IOException, InterruptedException {
    for (int i = 0; i < SLAVES.size(); i++) {
      slaves.add(cluster.node("slave", "s" + i, SLAVES.get(i), line -> {}));
    }
    ChildProcess leading = cluster.node("master", "master", List.of("--period=1s"), line -> {});
    master = leading;
    for (ChildProcess slave : slaves) {
      cluster.await(slave);
    }
    cluster.await(leading);
    leading.send(ParentWatch.LEAD);
  }

  Side side() {
    return cluster.side();
  }

  /** Returns the slaves' processes. */
  List<ChildProcess> slaves() {
    return slaves;
  }

  /** Returns the master's process. */
  ChildProcess master() {
    return requireNonNull(master);
  }

  /**
   * Starts observers that look at all nodes once a second, at different times of the second, so
   * that not every look comes at the same time after a round.
   */
  List<StatusObserver> observe(int count) throws IOException, InterruptedException {
    List<StatusObserver> observers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StatusObserver observer = new StatusObserver();
      cluster.look(observer);
      observers.add(observer);
      TimeUnit.MILLISECONDS.sleep(1000 / count);
    }
    return observers;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
