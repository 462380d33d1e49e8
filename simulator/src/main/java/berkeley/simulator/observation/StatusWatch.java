package berkeley.simulator.observation;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.simulator.promise.ClockReading;
import berkeley.simulator.promise.ClockState;
import berkeley.simulator.promise.NodeLife;
import berkeley.simulator.promise.Observation;
import berkeley.simulator.promise.PromiseChecker;
import berkeley.simulator.promise.PromiseSettings;
import berkeley.simulator.promise.Summary;
import berkeley.simulator.promise.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Feeds the checks of the promises with what the nodes of one host report: processes that run, or a
 * record of them. True time is the host's counter, which every status pairs with a node time; so
 * each reading has an exact instant, however long its call took.
 *
 * <p>A wait is concluded from readings: the latest edge of one is a stamp, and the first later
 * reading of that life that begins above it is the return of a wait for it. Of corrections is known
 * that one was applied and whom the node obeyed. So {@code adjust} itself is not judged, only that
 * terms rise and that a life obeys one master in each. For one thread.
 */
public final class StatusWatch {

  private static final double PPB_PER_PPM = 1_000;
  private static final double PPB = 1e9;
  private static final long ROUNDING_NANOS = 6;
  private static final long COUNTER_PPM = 100;

  /** Slew and frequency together, 500 ppm each, against the node's own oscillator. */
  private static final long DECLARED_RATE_PPB = 1_000_000;

  /** What a node may declare that was given a worse oscillator. */
  private static final long MOST_PPB = 1_000_000_000;

  private static final int PERIODS_TO_RECOVER = 12;
  private static final int PERIODS_OF_SILENCE = 20;

  private final long startTicks;
  private final long periodNanos;
  private final boolean elects;
  private final boolean judgesRecovery;
  private final Set<String> awaited;
  private final PromiseChecker checker;
  private final Map<NodeLife, WatchedLife> lives = new HashMap<>();
  private final Map<String, NodeLife> newest = new HashMap<>();
  private final Map<String, Long> widths = new HashMap<>();
  private final Map<String, Double> driftsPpm = new HashMap<>();
  private final Set<String> inForce = new HashSet<>();

  /**
   * Begins to watch a cluster.
   *
   * @param startTicks the host's counter at the beginning
   * @param periodNanos the time between rounds, above 0
   * @param elects whether masters are elected, so that they need a lease
   * @param usualWidthNanos how wide intervals are that have recovered; 0 if that is not to be
   *     judged
   * @param driftsPpm what each node's oscillator was made off by; beyond 100 ppm it is excused
   */
  public StatusWatch(
      long startTicks,
      long periodNanos,
      boolean elects,
      long usualWidthNanos,
      Map<String, Double> driftsPpm) {
    this.startTicks = startTicks;
    this.periodNanos = periodNanos;
    this.elects = elects;
    this.judgesRecovery = usualWidthNanos > 0;
    this.awaited = new HashSet<>(driftsPpm.keySet());
    PromiseSettings.Builder settings =
        PromiseSettings.builder()
            .clusterRatePpb(Math.round(ClockLimits.UNSTEERED.clusterRateRatio() * PPB))
            .counterRatePpb((long) (COUNTER_PPM * PPB_PER_PPM))
            .declaredRatePpb(MOST_PPB)
            .roundingNanos(ROUNDING_NANOS)
            .recoveryNanos(PERIODS_TO_RECOVER * periodNanos);
    checker =
        new PromiseChecker(
            (judgesRecovery ? settings.usualWidthNanos(usualWidthNanos) : settings).build());
    driftsPpm.forEach((id, ppm) -> drifts(id, ppm, startTicks));
  }

  /**
   * Takes a node's status.
   *
   * @param status what the node reports
   * @param notAfterTicks the host's counter when that was known
   * @param mostAgeNanos how long before it may have been said
   * @return whether its counter can be the host's; if not, nothing was done with it
   */
  public boolean saw(NodeStatus status, long notAfterTicks, long mostAgeNanos) {
    long ticks = status.reading().ticksNanos();
    long age = notAfterTicks - ticks;
    if (age < 0 || age > mostAgeNanos) {
      return false;
    }
    long nanos = ticks - startTicks;
    NodeLife life = new NodeLife(status.id(), status.incarnation());
    WatchedLife watched = lives.computeIfAbsent(life, WatchedLife::new);
    newest.put(status.id(), life);
    ClockReading reading = reading(status, nanos, life, watched);
    checker.observe(reading);
    Optional<NodeLife> sender = Optional.ofNullable(newest.get(status.master()));
    watched.saw(status, nanos, elects, sender).forEach(checker::observe);
    if (reading.hasInterval()) {
      widths.put(status.id(), reading.widthNanos());
      if (awaited.remove(status.id()) && awaited.isEmpty()) {
        calm(nanos);
      }
    }
    return true;
  }

  private ClockReading reading(NodeStatus status, long nanos, NodeLife life, WatchedLife watched) {
    double driftPpm = Math.abs(driftsPpm.getOrDefault(status.id(), 0.0));
    ClockReading.Builder reading =
        ClockReading.of(nanos, life)
            .epoch(status.epoch())
            .rateLimitPpb(DECLARED_RATE_PPB + (long) Math.ceil(driftPpm * PPB_PER_PPM))
            .steps(status.disruptions())
            .interval(status.earliestNanos(), status.latestNanos());
    if (status.state() != NodeState.NEWCOMER) {
      reading
          .time(nanos, status.reading().timeNanos())
          .state(ClockState.valueOf(status.state().name()), watched.mastership(status));
    }
    return reading.build();
  }

  /**
   * Records that a node's oscillator is made off by so much from now on. Beyond what is declared
   * the node is excused for good, since what others learn from it is wrong as well.
   *
   * @param id the node
   * @param ppm in parts per million, fast or slow
   * @param ticks the host's counter
   */
  public void drifts(String id, double ppm, long ticks) {
    driftsPpm.merge(id, ppm, (old, added) -> Math.abs(old) + Math.abs(added));
    if (Math.abs(ppm) > COUNTER_PPM) {
      begin("drift of " + id, Set.of(id), false, ticks);
    }
  }

  /** Records that a node's oscillator runs as it did at first. */
  public void driftEnds(String id, long ticks) {
    end("drift of " + id, ticks);
  }

  /** Records that a node answers others with a wrong time from now on; nothing holds for it. */
  public void lies(String id, long ticks) {
    begin("lie of " + id, Set.of(id), true, ticks);
  }

  /** Records that a node answers truly again; it is excused until it has been corrected. */
  public void liesNoMore(String id, long ticks) {
    end("lie of " + id, ticks);
  }

  /** Records that a fault begins that excuses nobody from what is always promised. */
  public void faultBegins(String fault, long ticks) {
    begin(fault, Set.of(), false, ticks);
  }

  /** Records that a fault ends that excused nobody. */
  public void faultEnds(String fault, long ticks) {
    end(fault, ticks);
  }

  private void begin(String fault, Set<String> excused, boolean lying, long ticks) {
    inForce.add(fault);
    checker.observe(
        new Observation.FaultBegun(
            ticks - startTicks, fault, excused, Set.of(), lying, Long.MAX_VALUE));
  }

  private void end(String fault, long ticks) {
    long nanos = ticks - startTicks;
    checker.observe(
        new Observation.FaultEnded(nanos, fault, nanos + PERIODS_TO_RECOVER * periodNanos));
    if (inForce.remove(fault)) {
      calm(nanos);
    }
  }

  /** Begins a calm if all is well. What a silence has added to the bounds may take its time. */
  private void calm(long nanos) {
    if (!judgesRecovery || !awaited.isEmpty() || !inForce.isEmpty()) {
      return;
    }
    long widest = widths.values().stream().mapToLong(Long::longValue).max().orElse(0);
    double silence = ClockLimits.UNSTEERED.unmeasuredRateRatio() * PERIODS_OF_SILENCE * periodNanos;
    double allowed = (widest / 2.0 + silence) / ClockLimits.UNSTEERED.glideRatio();
    checker.observe(new Observation.Calm(nanos, (long) allowed));
  }

  /** Returns the violations so far. */
  public List<Violation> violations() {
    return checker.violations();
  }

  /** Returns how often each promise was checked and broken so far. */
  public Summary summary() {
    return checker.summary();
  }
}
