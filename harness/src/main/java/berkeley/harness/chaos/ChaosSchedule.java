package berkeley.harness.chaos;

import static berkeley.harness.chaos.FaultKind.CUT;
import static berkeley.harness.chaos.FaultKind.CUT_MASTER;
import static berkeley.harness.chaos.FaultKind.DELAY;
import static berkeley.harness.chaos.FaultKind.DRIFT;
import static berkeley.harness.chaos.FaultKind.FREEZE;
import static berkeley.harness.chaos.FaultKind.FREEZE_MASTER;
import static berkeley.harness.chaos.FaultKind.HOGS;
import static berkeley.harness.chaos.FaultKind.JOINS;
import static berkeley.harness.chaos.FaultKind.KILL;
import static berkeley.harness.chaos.FaultKind.KILL_MASTER;
import static berkeley.harness.chaos.FaultKind.LIE;
import static berkeley.harness.chaos.FaultKind.MAJORITY;
import static berkeley.harness.chaos.FaultKind.ONE_WAY;
import static berkeley.harness.chaos.FaultKind.REGISTRY;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws the faults of a run: seed in, list of timed faults out.
 *
 * <p>Two lanes. In the first, what takes nodes away follows one after the other, each kind once
 * before any comes again, with time to recover in between. In the second, what only disturbs
 * (registry, hogs, delay) comes at any time. Together they damage less than half of the nodes, so a
 * majority can always go on; {@link FaultKind#MAJORITY} alone takes it away on purpose. While an
 * oscillator goes wrong nothing else happens: a master that changes just then is a second fault,
 * and of one that steers by a broken oscillator nobody can say what cluster time is.
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
  private static final List<FaultKind> SECOND_LANE = List.of(REGISTRY, HOGS, DELAY);
  private static final Set<FaultKind> LINKS = EnumSet.of(CUT, CUT_MASTER, ONE_WAY);
  private static final long CALM_MILLIS = 3_000;
  private static final Duration ALONE = Duration.ofSeconds(3);

  /** Until the dead count no longer in the majority. */
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
   * @param duration when the last fault has ended
   * @return in the order in which they begin
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
    Deque<FaultKind> deck = new ArrayDeque<>();
    long at = CALM_MILLIS;
    while (true) {
      if (deck.isEmpty()) {
        deck.addAll(shuffled(FIRST_LANE));
      }
      PlannedFault fault = draw(deck.removeFirst(), at);
      if (fault.end().toMillis() > endMillis) {
        return faults;
      }
      faults.add(fault);
      at = fault.end().toMillis() + pauseAfter(fault.kind());
    }
  }

  private List<PlannedFault> secondLane(List<PlannedFault> first) {
    List<PlannedFault> faults = new ArrayList<>();
    Deque<FaultKind> deck = new ArrayDeque<>();
    long at = CALM_MILLIS + random.nextInt(3_000);
    while (at < endMillis) {
      if (deck.isEmpty()) {
        deck.addAll(shuffled(SECOND_LANE));
      }
      PlannedFault fault = draw(deck.removeFirst(), at);
      if (fault.end().toMillis() <= endMillis
          && first.stream().noneMatch(f -> excludes(f, fault))) {
        faults.add(fault);
      }
      at = fault.end().toMillis() + CALM_MILLIS + random.nextInt(4_000);
    }
    return faults;
  }

  private boolean excludes(PlannedFault first, PlannedFault second) {
    boolean tooMany = second.kind() == DELAY && first.victims() + second.victims() > minority();
    // Each sets the links of its node to all others, so one would undo the other.
    boolean sameLinks = second.kind() == DELAY && LINKS.contains(first.kind());
    boolean needsQuiet = first.kind() == DRIFT || first.kind() == MAJORITY;
    return (needsQuiet || tooMany || sameLinks) && first.meets(second, ALONE);
  }

  private PlannedFault draw(FaultKind kind, long atMillis) {
    long length =
        kind.leastMillis() + (long) random.nextInt(kind.mostMillis() - kind.leastMillis() + 1);
    return new PlannedFault(
        kind,
        Duration.ofMillis(atMillis),
        Duration.ofMillis(length),
        victims(kind),
        shuffled(IntStream.range(0, nodes).boxed().toList()),
        random.nextDouble());
  }

  private int victims(FaultKind kind) {
    return switch (kind) {
      case REGISTRY, HOGS, JOINS -> 0;
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
