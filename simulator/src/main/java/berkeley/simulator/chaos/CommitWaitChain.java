package berkeley.simulator.chaos;

import berkeley.simulator.promise.ClockReading;
import berkeley.simulator.promise.Observation;
import berkeley.simulator.world.RandomSource;
import java.util.List;

/**
 * Waits at one random node after the other, as an application does that commits: takes the latest
 * edge of a reading, waits until that is past, and has all clocks read at the instant at which the
 * wait returns. Always one wait is under way, so that changes of role meet one.
 *
 * <p>A wait ends unfinished with the life that it began in.
 */
final class CommitWaitChain {

  private static final long LEAST_SLEEP_NANOS = 1_000;
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final double MEAN_PAUSE_PERIODS = 0.3;

  private final ChaosSimulation simulation;
  private final PromiseObserver promises;
  private final RandomSource random;
  private final long periodNanos;

  CommitWaitChain(ChaosSimulation simulation, PromiseObserver promises, long seed) {
    this.simulation = simulation;
    this.promises = promises;
    this.random = new RandomSource(~seed);
    this.periodNanos = simulation.settings.periodNanos();
  }

  void begin() {
    promises.in(periodNanos, this::take);
  }

  private void take() {
    List<SimulatedHost> giving =
        simulation.hosts.stream().filter(PromiseObserver::givesInterval).toList();
    if (giving.isEmpty()) {
      promises.in(RETRY_NANOS, this::take);
      return;
    }
    NodeInstance life = random.of(giving).life();
    ClockReading stamped = life.observer.read();
    if (stamped.hasInterval()) {
      promises.observe(stamped);
      await(life, stamped);
    } else {
      promises.in(RETRY_NANOS, this::take);
    }
  }

  private void await(NodeInstance life, ClockReading stamped) {
    if (life.isOver()) {
      take();
      return;
    }
    if (life.process.isStopped()) {
      promises.in(RETRY_NANOS, () -> await(life, stamped));
      return;
    }
    ClockReading now = life.observer.read();
    if (!now.hasInterval() || now.earliestNanos() <= stamped.latestNanos()) {
      long missing = now.hasInterval() ? stamped.latestNanos() - now.earliestNanos() : RETRY_NANOS;
      promises.in(
          Math.max(LEAST_SLEEP_NANOS, Math.min(missing, periodNanos)), () -> await(life, stamped));
      return;
    }
    promises.observe(now);
    promises.observe(
        new Observation.IsPastAnswer(
            promises.now(),
            promises.now(),
            life.observer.name(),
            now.epoch(),
            stamped.latestNanos(),
            true));
    promises.observe(
        new Observation.CommitWait(
            stamped.beforeNanos(),
            promises.now(),
            life.observer.name(),
            stamped.epoch(),
            stamped.latestNanos()));
    promises.lookAtAll();
    promises.in(random.exponential(MEAN_PAUSE_PERIODS * periodNanos), this::take);
  }
}
