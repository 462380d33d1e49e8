package berkeley.bench.contenders;

import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ProcessFreezer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Injects conditions into a group's processes, and ends them. For one thread. */
final class FaultConditions {
  static final Duration LIE = Duration.ofHours(1);
  static final Duration STEP = Duration.ofSeconds(-3);

  /** Steps the clock that a leader is based on. */
  interface Stepper {
    /** Steps it forward, or back when negative. */
    void step(long nanos) throws IOException;
  }

  private final ChildProcess victim;
  private final Stepper leader;
  private Optional<ProcessFreezer> freezer = Optional.empty();

  /**
   * Creates the conditions of a group.
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
        // Affects no single process.
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

  /** Lets a stopped process continue, so that it can end. */
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
