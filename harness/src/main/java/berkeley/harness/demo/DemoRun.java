package berkeley.harness.demo;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.process.CommandLifetime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of the demonstration in this process: ends the fleet however it ends, a signal included,
 * and prints the summary.
 */
public final class DemoRun {

  private static final int INTERRUPTED = 130;
  private static final long SUM_UP_MILLIS = 1_500;
  private static final long SIGNAL_COMES_MILLIS = 500;

  private final DemoSettings settings;
  private final DemoLoop demo;
  private final DemoFleet fleet;
  private final Viewers onlookers;
  private final boolean json;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  private DemoRun(DemoSettings settings, RoundView view, Viewers onlookers, boolean json) {
    this.settings = settings;
    this.onlookers = onlookers;
    this.demo = new DemoLoop(settings, onlookers.with(view), onlookers.controls());
    this.fleet = new DemoFleet(ChildCommandLines.of(settings));
    this.json = json;
  }

  /**
   * Runs it.
   *
   * @param settings what it is to do
   * @param view who shows it
   * @param onlookers who watches beside; closed by the caller
   * @param json print the result as JSON
   * @return the exit code
   */
  public static int run(DemoSettings settings, RoundView view, Viewers onlookers, boolean json)
      throws InterruptedException {
    DemoRun run = new DemoRun(settings, view, onlookers, json);
    CommandLifetime.begin(run::onSignal);
    try {
      return run.toItsEnd();
    } finally {
      run.over.countDown();
    }
  }

  private int toItsEnd() throws InterruptedException {
    try (fleet) {
      DemoResult result = demo.run(fleet);
      if (isStopping() && !settings.hold()) {
        return INTERRUPTED;
      }
      print(result);
      return isStopping() ? INTERRUPTED : exitCode(result);
    } catch (CommandFailure | IllegalStateException e) {
      // Ctrl-C reaches the children too, and it may reach them first: then it was no failure.
      if (stop.await(SIGNAL_COMES_MILLIS, TimeUnit.MILLISECONDS)) {
        return INTERRUPTED;
      }
      throw e;
    }
  }

  private void print(DemoResult result) {
    if (json) {
      System.out.println(DemoSummary.json(result, settings.seed()));
    } else {
      DemoSummary.text(result).forEach(System.out::println);
      if (onlookers.controls().isDisturbed()) {
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

  /** The process is ending: lets the main thread sum up, then ends what is left of the fleet. */
  private void onSignal() {
    stop.countDown();
    demo.stop();
    try {
      if (settings.hold()) {
        over.await(SUM_UP_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      fleet.close();
    }
  }
}
