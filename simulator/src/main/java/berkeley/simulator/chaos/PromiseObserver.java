package berkeley.simulator.chaos;

import berkeley.node.clock.SteeredClock.View;
import berkeley.simulator.promise.NodeLife;
import berkeley.simulator.promise.Observation;
import berkeley.simulator.promise.PromiseChecker;
import berkeley.simulator.promise.PromiseSettings;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.promise.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Feeds the checks of the promises from a simulation: reads all clocks at one virtual instant, four
 * times a period and around each publication, change of role and end of a lease.
 *
 * <p>Beside the set of cluster times that the intervals allow it computes cluster time itself:
 * while a master holds a lease that is its node time. A seed is the same run whether it is observed
 * or not: nothing here draws from the simulation's random source or changes a node.
 */
final class PromiseObserver {

  /** Slew and frequency together: 500 ppm each. */
  static final long DECLARED_RATE_PPB = 1_000_000;

  private static final double PPB = 1e9;
  private static final long ROUNDING_NANOS = 6;
  private static final int VIOLATIONS_KEPT = 5;
  private static final long POLLS_PER_PERIOD = 4;
  private static final int LEASES_TO_RECOVER = 2;
  private static final int ROUNDS_TO_RECOVER = 6;

  /** So many periods pass without a master before a doubt is not the last silence's any more. */
  private static final int PERIODS_OF_SILENCE = 20;

  private static final long SOUND_WIDTH_NANOS = 5_000_000;

  private final ChaosSimulation simulation;
  private final boolean isOn;
  private final PromiseChecker checker;
  private final CommitWaitChain waits;
  private final long pollNanos;

  PromiseObserver(ChaosSimulation simulation, long seed) {
    this.simulation = simulation;
    isOn = simulation.settings.checksPromises();
    long period = simulation.settings.periodNanos();
    pollNanos = period / POLLS_PER_PERIOD;
    checker =
        new PromiseChecker(
            PromiseSettings.builder()
                .clusterRatePpb(Math.round(AssumedLimits.CLUSTER_RATIO * PPB))
                .counterRatePpb(Math.round(AssumedLimits.DRIFT_RATIO * PPB))
                .declaredRatePpb(DECLARED_RATE_PPB)
                .roundingNanos(ROUNDING_NANOS)
                .usualWidthNanos(usualWidthNanos())
                .recoveryNanos(
                    LEASES_TO_RECOVER * simulation.settings.lease().toNanos()
                        + ROUNDS_TO_RECOVER * period)
                .quietNanos(period)
                .goneNanos(2 * period)
                .latenessNanos(10 * period)
                .violationsKept(VIOLATIONS_KEPT)
                .build());
    waits = new CommitWaitChain(simulation, this, seed);
  }

  /** Watches a life from its beginning on. */
  void watch(NodeInstance life) {
    if (isOn) {
      life.process.watchWith(life.observer);
    }
  }

  /** Begins to look. */
  void begin() {
    if (!isOn) {
      return;
    }
    nameElectorates();
    simulation.time.in(pollNanos, this::poll);
    waits.begin();
  }

  /** Names who may elect, and whom a fixed master leads. */
  void nameElectorates() {
    Map<String, Set<String>> names =
        simulation
            .inUse()
            .filter(host -> host.isElectable() || simulation.weather.has(WeatherKind.FIXED))
            .collect(
                Collectors.groupingBy(
                    host -> electorateOf(host.role),
                    TreeMap::new,
                    Collectors.mapping(host -> host.name, Collectors.toSet())));
    names.forEach((name, nodes) -> observe(new Observation.ElectorateNamed(now(), name, nodes)));
  }

  /** Returns the name of those whose master a node of this role can be. */
  static String electorateOf(HostRole role) {
    return role == HostRole.PARENT ? "above" : "group";
  }

  /**
   * A round trip on the longest links, and what bounds grow by between rounds under an order; once
   * for each level of a tree, since a group adds its own bound to that of its parent. What a
   * group's master says is good for no longer than its parent's lease, so its members' bounds grow
   * as well.
   */
  private long usualWidthNanos() {
    long links =
        simulation.weather.has(WeatherKind.LINKS) ? 2 * SimulatedNetwork.LONGEST_LINK_NANOS : 0;
    long levels = simulation.weather.has(WeatherKind.TREES) ? 2 : 1;
    long moving = simulation.weather.has(WeatherKind.ORDERS) ? 2 * levels : 0;
    long growing = moving + (levels - 1);
    double growth = 2 * AssumedLimits.GROWTH_RATIO * growing * simulation.settings.periodNanos();
    return levels * (SOUND_WIDTH_NANOS + 2 * links) + (long) growth;
  }

  private void poll() {
    for (SimulatedHost host : simulation.hosts) {
      host.life().observer.tellLease();
    }
    lookAtAll();
    in(pollNanos, this::poll);
  }

  long now() {
    return simulation.time.now();
  }

  /** Plans an observation. */
  void in(long nanos, Runnable look) {
    simulation.time.in(nanos, look);
  }

  void observe(Observation observation) {
    if (isOn) {
      checker.observe(observation);
    }
  }

  /** Reads the clocks of all that run, and cluster time, now. */
  void lookAtAll() {
    NodeObserver holder = null;
    for (SimulatedHost host : simulation.hosts) {
      NodeObserver observer = host.life().observer;
      if (observer.holdsLease() && (holder == null || observer.leaseTerm() > holder.leaseTerm())) {
        holder = observer;
      }
      if (host.isUp()) {
        observe(observer.read());
      }
    }
    if (holder != null) {
      holder.tellClusterTime();
    }
  }

  /** Records a fault that excuses a host, whoever runs on it, until it is ended. */
  void faultOf(String fault, SimulatedHost host) {
    observe(
        new Observation.FaultBegun(
            now(), fault, Set.of(host.name), Set.of(), false, Long.MAX_VALUE));
  }

  /** Records a fault that excuses one life, until it is ended. */
  void faultOf(String fault, NodeInstance life, boolean lying) {
    Set<NodeLife> lives = Set.of(life.observer.name());
    observe(new Observation.FaultBegun(now(), fault, Set.of(), lives, lying, Long.MAX_VALUE));
  }

  /** Ends a fault; those that it excuses are excused until the given time. */
  void faultEnded(String fault, long untilNanos) {
    observe(new Observation.FaultEnded(now(), fault, untilNanos));
  }

  /** Records that faults begin that excuse nobody. */
  void storm() {
    observe(new Observation.FaultBegun(now(), "storm", Set.of(), Set.of(), false, now()));
  }

  /**
   * Records that all faults are over, and every node runs and is connected. What a silence of usual
   * length has added to the largest of the bounds may take its time to go.
   */
  void calm() {
    long widest = 0;
    for (SimulatedHost host : simulation.hosts) {
      if (host.isUp() && !host.life().clockFaulty) {
        widest = Math.max(widest, knownWidth(host.life().clock.view()));
      }
    }
    double silence =
        AssumedLimits.GROWTH_RATIO * PERIODS_OF_SILENCE * simulation.settings.periodNanos();
    double doubt = widest / 2.0 + silence;
    observe(new Observation.Calm(now(), (long) (doubt / AssumedLimits.GLIDE_RATIO)));
  }

  /**
   * What it gives or would give, were it shown; 0 for nothing known, which cannot be carried on.
   */
  private static long knownWidth(View view) {
    boolean isKnown = view.standing().epoch() != 0 && !view.bound().isUnknown();
    return isKnown ? view.latestNanos() - view.earliestNanos() : 0;
  }

  /** Judges what is still open. */
  void finish() {
    for (SimulatedHost host : simulation.hosts) {
      host.life().observer.tellLease();
    }
    checker.finish();
  }

  Summary summary() {
    return checker.summary();
  }

  List<Violation> violations() {
    return checker.violations();
  }

  /** Returns whether a node gives an interval now. */
  static boolean givesInterval(SimulatedHost host) {
    return host.isUp() && host.life().clock.view().isShown();
  }
}
