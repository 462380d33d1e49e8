package berkeley.harness.chaos;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.NodeCommand;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run of chaos in this process: kills all others however it ends, and prints the summary. */
public final class ChaosRun {

  private static final int INTERRUPTED = 130;
  private static final long SIGNAL_WAIT_MILLIS = 500;

  private final ChaosLoop loop;
  private final ChaosCluster cluster;
  private final boolean json;
  private final CountDownLatch stop = new CountDownLatch(1);

  private ChaosRun(
      ChaosSettings settings, NodeCommand command, boolean json, Consumer<String> live) {
    this.cluster = new ChaosCluster(command, settings.master());
    this.loop = new ChaosLoop(settings, cluster, live);
    this.json = json;
  }

  /**
   * Runs it.
   *
   * @param settings of the run
   * @param command starts its processes
   * @param json prints the result as JSON; what happens is then shown on stderr
   * @return the exit code
   */
  public static int run(ChaosSettings settings, NodeCommand command, boolean json)
      throws InterruptedException {
    Consumer<String> live = json ? System.err::println : System.out::println;
    live.accept(
        "starting a registry and %d electable nodes, each in a JVM of its own (--seed %d)"
            .formatted(settings.nodes(), settings.seed()));
    ChaosRun run = new ChaosRun(settings, command, json, live);
    CommandLifetime.begin(run::onSignal);
    return run.complete();
  }

  private int complete() throws InterruptedException {
    try (cluster) {
      ChaosResult result = loop.run();
      if (stop.getCount() == 0) {
        return INTERRUPTED;
      }
      print(result);
      return result.reachedAim() ? ExitCode.DONE : ExitCode.AIM_MISSED;
    } catch (CommandFailure | IllegalStateException e) {
      // Ctrl-C reaches the children too, and it may reach them first: then it was no failure.
      if (stop.await(SIGNAL_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return INTERRUPTED;
      }
      throw e;
    }
  }

  private void print(ChaosResult result) {
    if (json) {
      System.out.println(ChaosSummary.json(result));
    } else {
      ChaosSummary.text(result).forEach(System.out::println);
    }
  }

  private void onSignal() {
    stop.countDown();
    loop.stop();
    cluster.close();
  }
}
