package berkeley.harness.chaos;

import static berkeley.simulator.fault.FaultKind.CUT;
import static berkeley.simulator.fault.FaultKind.CUT_MASTER;
import static berkeley.simulator.fault.FaultKind.DELAY;
import static berkeley.simulator.fault.FaultKind.DRIFT;
import static berkeley.simulator.fault.FaultKind.FREEZE;
import static berkeley.simulator.fault.FaultKind.FREEZE_MASTER;
import static berkeley.simulator.fault.FaultKind.JOINS;
import static berkeley.simulator.fault.FaultKind.KILL;
import static berkeley.simulator.fault.FaultKind.KILL_MASTER;
import static berkeley.simulator.fault.FaultKind.LIE;
import static berkeley.simulator.fault.FaultKind.LOAD;
import static berkeley.simulator.fault.FaultKind.MAJORITY;
import static berkeley.simulator.fault.FaultKind.ONE_WAY;
import static berkeley.simulator.fault.FaultKind.REGISTRY;
import static berkeley.simulator.fault.FaultKind.STALL;
import static java.util.Objects.requireNonNull;

import berkeley.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws the faults of a run from a seed.
 *
 * <p>There are two lanes. In the first, faults that take nodes away follow one another, each kind
 * once before any comes again, with time to recover in between. In the second, faults that take no
 * node away for long (registry, load, delay, stall) begin at any time. Together they affect less
 * than half of the nodes, so that there always is a majority; only {@link FaultKind#MAJORITY} takes
 * it away. While an oscillator becomes wrong no other fault is injected: a change of the master
 * would be a second one, and cluster time is not defined under a master with a broken oscillator.
 */
final class ChaosSchedule {

  private static final List<FaultKind> FIRST_LANE =
      List.of(
          KILL,
          FREEZE,
          KILL_MASTER,
          FREEZE_MASTER,
          CUT,
          CUT_MASTER,
          ONE_WAY,
          LIE,
          DRIFT,
          JOINS,
          MAJORITY);
  private static final List<FaultKind> SECOND_LANE = List.of(REGISTRY, LOAD, DELAY, STALL);

  /** How long a fault lasts. */
  private record Length(int leastMillis, int mostMillis) {}

  private static final Map<FaultKind, Length> LENGTHS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(KILL, new Length(2_000, 4_000)),
              Map.entry(FREEZE, new Length(2_000, 5_000)),
              Map.entry(KILL_MASTER, new Length(3_000, 5_000)),
              Map.entry(FREEZE_MASTER, new Length(3_500, 6_000)),
              Map.entry(CUT, new Length(3_000, 5_000)),
              Map.entry(CUT_MASTER, new Length(4_000, 6_000)),
              Map.entry(ONE_WAY, new Length(3_000, 5_000)),
              Map.entry(LIE, new Length(4_000, 6_000)),
              Map.entry(DRIFT, new Length(8_000, 8_000)),
              Map.entry(JOINS, new Length(5_000, 7_000)),
              Map.entry(MAJORITY, new Length(6_000, 8_000)),
              Map.entry(STALL, new Length(50, 3_000)),
              Map.entry(REGISTRY, new Length(2_000, 4_000)),
              Map.entry(LOAD, new Length(1_500, 3_000)),
              Map.entry(DELAY, new Length(3_000, 5_000))));

  private static final Set<FaultKind> LINKS = EnumSet.of(CUT, CUT_MASTER, ONE_WAY);
  private static final long CALM_MILLIS = 3_000;
  private static final Duration ALONE = Duration.ofSeconds(3);

  /** Until nodes that have ended no longer count in the majority. */
  private static final long EXPIRY_MILLIS = 11_000;

  private final Random random;
  private final int nodes;
  private final long endMillis;

  private ChaosSchedule(long seed, int nodes, Duration duration) {
    this.random = new Random(seed);
    this.nodes = nodes;
    this.endMillis = duration.toMillis() - CALM_MILLIS;
  }

  /**
   * Draws a schedule.
   *
   * @param seed the same seed, the same schedule
   * @param nodes how many nodes there are, 3 or more
   * @param duration within which the last fault ends
   * @return the faults in the order in which they begin
   */
  static List<PlannedFault> of(long seed, int nodes, Duration duration) {
    ChaosSchedule schedule = new ChaosSchedule(seed, nodes, duration);
    List<PlannedFault> faults = new ArrayList<>(schedule.firstLane());
    faults.addAll(schedule.secondLane(List.copyOf(faults)));
    faults.sort(Comparator.comparing(PlannedFault::begin));
    return List.copyOf(faults);
  }

  private List<PlannedFault> firstLane() {
    List<PlannedFault> faults = new ArrayList<>();
    Deque<FaultKind> left = new ArrayDeque<>();
    long at = CALM_MILLIS;
    while (true) {
      PlannedFault fault = draw(next(left, FIRST_LANE), at);
      if (fault.end().toMillis() > endMillis) {
        return faults;
      }
      faults.add(fault);
      at = fault.end().toMillis() + pauseAfter(fault.kind());
    }
  }

  private List<PlannedFault> secondLane(List<PlannedFault> first) {
    List<PlannedFault> faults = new ArrayList<>();
    Deque<FaultKind> left = new ArrayDeque<>();
    long at = CALM_MILLIS + random.nextInt(3_000);
    while (at < endMillis) {
      PlannedFault fault = draw(next(left, SECOND_LANE), at);
      if (fault.end().toMillis() <= endMillis
          && first.stream().noneMatch(f -> excludes(f, fault))) {
        faults.add(fault);
      }
      at = fault.end().toMillis() + CALM_MILLIS + random.nextInt(4_000);
    }
    return faults;
  }

  /** Returns the next kind, in random order, so that each comes once before any comes again. */
  private FaultKind next(Deque<FaultKind> left, List<FaultKind> kinds) {
    if (left.isEmpty()) {
      left.addAll(shuffled(kinds));
    }
    return left.removeFirst();
  }

  private boolean excludes(PlannedFault first, PlannedFault second) {
    boolean takesOne = second.kind() == DELAY || second.kind() == STALL;
    boolean tooMany = takesOne && first.targets() + second.targets() > minority();
    // Each sets the links of its node to all others, so one would undo the other.
    boolean sameLinks = second.kind() == DELAY && LINKS.contains(first.kind());
    boolean needsQuiet = first.kind() == DRIFT || first.kind() == MAJORITY;
    return (needsQuiet || tooMany || sameLinks) && first.overlaps(second, ALONE);
  }

  private PlannedFault draw(FaultKind kind, long atMillis) {
    Length range = requireNonNull(LENGTHS.get(kind));
    long length =
        range.leastMillis() + (long) random.nextInt(range.mostMillis() - range.leastMillis() + 1);
    return new PlannedFault(
        kind,
        Duration.ofMillis(atMillis),
        Duration.ofMillis(length),
        targets(kind),
        shuffled(IntStream.range(0, nodes).boxed().toList()),
        random.nextDouble());
  }

  private int targets(FaultKind kind) {
    return switch (kind) {
      case REGISTRY, LOAD, JOINS -> 0;
      case KILL, FREEZE, CUT -> 1 + random.nextInt(Math.max(1, minority() - 1));
      case MAJORITY -> nodes == 3 ? 2 : nodes - 2;
      default -> 1;
    };
  }

  private int minority() {
    return (nodes - 1) / 2;
  }

  private long pauseAfter(FaultKind kind) {
    long recovery = kind == JOINS ? EXPIRY_MILLIS : CALM_MILLIS;
    return recovery + random.nextInt(2_000);
  }

  private <T> List<T> shuffled(List<T> values) {
    List<T> copy = new ArrayList<>(values);
    Collections.shuffle(copy, random);
    return copy;
  }
}
