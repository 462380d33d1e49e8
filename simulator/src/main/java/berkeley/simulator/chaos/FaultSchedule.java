package berkeley.simulator.chaos;

import berkeley.simulator.world.RandomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * When faults happen: storms, in which one comes after the other and they overlap, and calms, in
 * which everything is mended and the cluster has to recover in time.
 */
final class FaultSchedule {

  /** All lengths are in periods of the master. */
  private static final long SHORTEST_STORM = 10;

  private static final long LONGEST_STORM = 45;
  private static final long LONGEST_PAUSE_BETWEEN_FAULTS = 4;
  private static final long SHORTEST_FAULT = 1;
  private static final long LONGEST_FAULT = 14;
  private static final long LONGEST_CALM = 70;

  /** Also what takes long to recover is seen to do so, but not in plain weather. */
  private static final double LONG_CALMS = 0.3;

  private static final long LONGEST_LONG_CALM = 200;

  /** Within so many periods after the last fault there is a master, and all are synchronised. */
  static final long RECOVERY_PERIODS = 30;

  private final ChaosSimulation simulation;
  private final RandomSource random;
  private final FaultInjector injector;
  private final RecoveryWatch recovery;
  private final long periodNanos;
  private final List<Harm> harms = new ArrayList<>();
  private long stormUntil;

  /** A fault, as long as it lasts. */
  private static final class Harm {

    private final Runnable undo;
    private boolean over;

    Harm(Runnable undo) {
      this.undo = undo;
    }

    void end() {
      if (!over) {
        over = true;
        undo.run();
      }
    }
  }

  FaultSchedule(ChaosSimulation simulation) {
    this.simulation = simulation;
    this.random = simulation.random.other();
    this.injector = new FaultInjector(simulation, random.other());
    this.recovery = new RecoveryWatch(simulation);
    this.periodNanos = simulation.settings.periodNanos();
  }

  /** Starts all nodes, one after the other. */
  void begin() {
    for (SimulatedHost host : simulation.hosts) {
      host.begin(new NodeInstance(simulation, host, 0));
      host.life().kill();
    }
    simulation.promises.begin();
    for (SimulatedHost host : simulation.hosts) {
      simulation.time.in(random.nextLong(periodNanos), () -> simulation.start(host));
    }
    simulation.time.in(periodNanos, this::calm);
  }

  private void calm() {
    simulation.promises.calm();
    recovery.begin();
    long length = calmPeriods() * periodNanos;
    simulation.time.in(
        length + 1,
        () -> {
          simulation.transcript.note("a storm begins");
          simulation.promises.storm();
          stormUntil =
              simulation.time.now() + random.between(SHORTEST_STORM, LONGEST_STORM) * periodNanos;
          storm();
        });
  }

  private long calmPeriods() {
    boolean isLong = !simulation.weather.isPlain() && random.chance(LONG_CALMS);
    return random.between(RECOVERY_PERIODS, isLong ? LONGEST_LONG_CALM : LONGEST_CALM);
  }

  private void storm() {
    if (simulation.time.now() >= stormUntil) {
      mend();
      return;
    }
    injector
        .happen()
        .ifPresent(
            undo -> {
              Harm harm = new Harm(undo);
              harms.add(harm);
              long least = periodNanos * SHORTEST_FAULT / 20;
              simulation.time.in(random.magnitude(least, periodNanos * LONGEST_FAULT), harm::end);
            });
    long most = periodNanos * LONGEST_PAUSE_BETWEEN_FAULTS;
    simulation.time.in(random.magnitude(most / 1_000, most), this::storm);
  }

  /**
   * Ends all faults. In plain weather who has a broken clock starts anew, once its oscillator is
   * sound again; in others it recovers by itself.
   */
  private void mend() {
    harms.forEach(Harm::end);
    harms.clear();
    injector.clocks.mended();
    for (SimulatedHost host : simulation.hosts) {
      if (simulation.weather.isPlain() && host.isAlive() && host.life().clockFaulty) {
        injector.processes.kill(host);
        simulation.time.in(2_000_000_000L, () -> injector.processes.start(host));
      }
    }
    simulation.transcript.note("all is mended");
    simulation.time.in(2_000_000_001L, this::calm);
  }
}
