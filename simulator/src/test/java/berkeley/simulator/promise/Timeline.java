package berkeley.simulator.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;

/** A history of a small cluster, written down as it happens: milliseconds of true time in order. */
final class Timeline {

  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;
  static final long EPOCH = 77;
  static final NodeLife A = new NodeLife("a", 1);
  static final NodeLife B = new NodeLife("b", 2);
  static final NodeLife C = new NodeLife("c", 3);
  static final MasterTerm FIRST = new MasterTerm(1, "a", 11);
  static final MasterTerm SECOND_MASTER = new MasterTerm(2, "b", 22);

  /** Cluster time at true time 0, in nanoseconds. */
  static final long START = 1_700_000_000L * SECOND;

  final PromiseChecker checker;
  private long nowNanos;

  Timeline() {
    this(PromiseSettings.builder().recoveryNanos(5 * SECOND).usualWidthNanos(2 * MS).build());
  }

  Timeline(PromiseSettings settings) {
    checker = new PromiseChecker(settings);
    checker.observe(new Observation.ElectorateNamed(0, "all", Set.of("a", "b", "c")));
  }

  /** Goes on at a true time, in milliseconds. */
  Timeline at(long millis) {
    nowNanos = millis * MS;
    return this;
  }

  long nowNanos() {
    return nowNanos;
  }

  Timeline see(Observation observation) {
    checker.observe(observation);
    return this;
  }

  /** Begins a reading now, of a clock that is right, with an interval of one millisecond. */
  ClockReading.Builder reading(NodeLife life) {
    long time = START + nowNanos;
    return ClockReading.of(nowNanos, life)
        .epoch(EPOCH)
        .time(nowNanos, time)
        .interval(time - MS / 2, time + MS / 2)
        .state(ClockState.SYNCHRONISED, FIRST)
        .rateLimitPpb(500_000);
  }

  /** Reads clocks that are right. */
  Timeline good(NodeLife... lives) {
    for (NodeLife life : lives) {
      see(reading(life).build());
    }
    return this;
  }

  /** Reads a clock that is so far ahead, and whose interval is one millisecond wide. */
  Timeline ahead(NodeLife life, long nanos) {
    long time = START + nowNanos + nanos;
    return see(reading(life).time(nowNanos, time).interval(time - MS / 2, time + MS / 2).build());
  }

  Timeline applied(NodeLife life, NodeLife sender, MasterTerm mastership, long round) {
    return see(
        new Observation.AdjustmentApplied(
            nowNanos, life, EPOCH, mastership, mastership, sender, round));
  }

  Timeline returned(MasterTerm mastership, long round, NodeLife target) {
    return see(new Observation.AdjustReturned(nowNanos, mastership, round, target));
  }

  /** Begins a fault that excuses all lives of a node as long as it lasts. */
  Timeline fault(String name, String node, boolean lying) {
    return see(
        new Observation.FaultBegun(nowNanos, name, Set.of(node), Set.of(), lying, Long.MAX_VALUE));
  }

  /** Ends a fault, and the excuse so many milliseconds later. */
  Timeline faultOver(String name, long excusedForMillis) {
    return see(new Observation.FaultEnded(nowNanos, name, nowNanos + excusedForMillis * MS));
  }

  Timeline calm() {
    return see(new Observation.Calm(nowNanos));
  }

  List<Violation> violations() {
    return checker.violations();
  }

  /** Expects these promises to have been broken, in this order, and nothing else. */
  Timeline expect(Promise... promises) {
    assertEquals(
        List.of(promises),
        violations().stream().map(Violation::promise).toList(),
        () -> violations().toString());
    return this;
  }
}
