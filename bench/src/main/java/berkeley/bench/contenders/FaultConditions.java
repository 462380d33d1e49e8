package berkeley.bench.contenders;

import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ProcessFreezer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What befalls a group's processes, and how it ends. For one thread. */
final class FaultConditions {
  static final Duration LIE = Duration.ofHours(1);
  static final Duration STEP = Duration.ofSeconds(-3);

  /** Steps the clock beneath a leader. */
  interface Stepper {
    /** Sets it forward by so much at once, or back. */
    void step(long nanos) throws IOException;
  }

  private final ChildProcess victim;
  private final Stepper leader;
  private Optional<ProcessFreezer> freezer = Optional.empty();

  /**
   * Those of a group.
   *
   * @param victim the process that is stopped, or told to lie by a line on its standard input
   * @param leader whose clock is stepped
   */
  FaultConditions(ChildProcess victim, Stepper leader) {
    this.victim = victim;
    this.leader = leader;
  }

  void begin(Condition condition) throws IOException {
    switch (condition) {
      case STEP -> leader.step(STEP.toNanos());
      case LIAR -> victim.send("lie " + LIE.toNanos());
      case STOPPED -> freezer = Optional.of(ProcessFreezer.stop(victim.pid()));
      case QUIET, LOADED, DELAY -> {
        // Nothing befalls a single process.
      }
    }
  }

  void end(Condition condition) throws IOException {
    switch (condition) {
      case STEP -> leader.step(-STEP.toNanos());
      case LIAR -> victim.send("lie 0");
      case STOPPED -> thaw();
      case QUIET, LOADED, DELAY -> {
        // Nothing to end.
      }
    }
  }

  private void thaw() throws IOException {
    if (freezer.isPresent()) {
      freezer.get().thaw();
      freezer = Optional.empty();
    }
  }

  /** Lets a stopped process go on, so that it can end; waits a moment for it. */
  void release() {
    try {
      if (freezer.isPresent()) {
        thaw();
        TimeUnit.MILLISECONDS.sleep(200);
      }
    } catch (IOException e) {
      System.err.println("bench: a stopped process may not go on: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
