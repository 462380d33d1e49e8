package berkeley.harness.demo;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.CommandLifetime;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.ProcessVariation;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.ProxiedNetwork;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of the demonstration in this process: ends all others however it ends, by a signal too,
 * and prints the summary.
 */
public final class DemoRun {

  private static final int INTERRUPTED = 130;
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration START_LIMIT_PER_NODE = Duration.ofSeconds(2);
  private static final long SUM_UP_MILLIS = 1_500;
  private static final long SIGNAL_WAIT_MILLIS = 500;

  private final DemoSettings settings;
  private final DemoLoop demo;
  private final Optional<ProxiedNetwork> network;
  private final ClusterProcesses processes;
  private final Viewers viewers;
  private final boolean json;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch completed = new CountDownLatch(1);

  private DemoRun(
      DemoSettings settings, NodeCommand command, RoundView view, Viewers viewers, boolean json) {
    this.settings = settings;
    this.viewers = viewers;
    ToldRounds told = new ToldRounds(settings);
    this.demo = new DemoLoop(settings, viewers.with(view), viewers.controls(), told);
    this.network = settings.proxied() ? Optional.of(new ProxiedNetwork()) : Optional.empty();
    this.processes = processes(settings, command, network, told);
    this.json = json;
    if (settings.network()) {
      network.ifPresent(viewers.controls()::bindNetwork);
    }
    network.ifPresent(this::delay);
  }

  private void delay(ProxiedNetwork between) {
    settings.plan().nodes().forEach(node -> between.join(node.id()));
    settings
        .lesson()
        .delays()
        .forEach(
            (id, delay) -> {
              LinkSettings slow = LinkSettings.slow(delay, Duration.ZERO);
              between.linkFrom(id, slow);
              between.linkTo(id, slow);
            });
  }

  private static ClusterProcesses processes(
      DemoSettings settings,
      NodeCommand command,
      Optional<ProxiedNetwork> network,
      ToldRounds told) {
    int nodes = settings.plan().nodes().size();
    ClusterProcesses.Builder builder =
        ClusterProcesses.startedBy(command)
            .startLimit(START_LIMIT.plus(START_LIMIT_PER_NODE.multipliedBy(nodes)));
    settings
        .keys()
        .ifPresent(keys -> builder.variation(ProcessVariation.withArguments("--tls=" + keys)));
    network.ifPresent(builder::variation);
    builder.variation(told);
    return builder.build();
  }

  /**
   * Runs it.
   *
   * @param settings what it does
   * @param command starts its processes
   * @param view shows it
   * @param viewers watch it besides; closed by the caller
   * @param json prints the result as JSON
   * @return the exit code
   */
  public static int run(
      DemoSettings settings, NodeCommand command, RoundView view, Viewers viewers, boolean json)
      throws InterruptedException {
    DemoRun run = new DemoRun(settings, command, view, viewers, json);
    CommandLifetime.begin(run::onSignal);
    try {
      return run.complete();
    } finally {
      run.completed.countDown();
    }
  }

  private int complete() throws InterruptedException {
    try {
      DemoResult result = demo.run(processes);
      if (isStopping() && !settings.hold()) {
        return INTERRUPTED;
      }
      print(result);
      return isStopping() ? INTERRUPTED : exitCode(result);
    } catch (CommandFailure | IllegalStateException e) {
      // Ctrl-C reaches the children too, and it may reach them first: then it was no failure.
      if (stop.await(SIGNAL_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        return INTERRUPTED;
      }
      throw e;
    } finally {
      close();
    }
  }

  private void close() {
    processes.close();
    network.ifPresent(ProxiedNetwork::close);
  }

  private void print(DemoResult result) {
    if (json) {
      System.out.println(DemoSummary.json(result, settings.seed()));
    } else {
      DemoSummary.text(result, settings.lesson().textbook()).forEach(System.out::println);
      if (viewers.controls().isDisturbed()) {
        System.out.println("faults came from the page: what followed the first was not judged");
      }
    }
  }

  private static int exitCode(DemoResult result) {
    return result.reachedAim() ? ExitCode.DONE : ExitCode.AIM_MISSED;
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  /** Lets the main thread sum up, then ends the processes that still run. */
  private void onSignal() {
    stop.countDown();
    demo.stop();
    try {
      if (settings.hold()) {
        completed.await(SUM_UP_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }
}
