package berkeley.simulator.chaos;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.node.clock.Course;
import berkeley.node.clock.SteeredClock;

/** How a correction gets to a clock: as in real nodes, or in one of the ways that are wrong. */
@FunctionalInterface
interface CorrectionDelivery {

  /** Applies a correction to a node. */
  void adjust(NodeInstance life, Adjustment adjustment);

  /** The one for what is broken. */
  static CorrectionDelivery of(Mutant broken) {
    return switch (broken) {
      case NOTHING, MEAN_WITH_LIAR -> (life, adjustment) -> life.core.adjust(adjustment);
      case NO_FENCING -> CorrectionDelivery::unfenced;
      case ADDITIVE -> CorrectionDelivery::additive;
      case NO_MONOTONIC_GUARD -> CorrectionDelivery::stepping;
    };
  }

  /** What is refused for its term is applied all the same, under the name of the present master. */
  private static void unfenced(NodeInstance life, Adjustment a) {
    try {
      life.core.adjust(a);
    } catch (StaleTermException e) {
      var status = life.core.status();
      life.core.adjust(
          new Adjustment(
                  a.deltaNanos(),
                  a.errorBoundNanos(),
                  a.readingNanos(),
                  status.term(),
                  Math.max(a.round(), Integer.MAX_VALUE / 2),
                  a.rttNanos(),
                  status.master())
              .with(0, a.statement()));
    }
  }

  /** Adds what is left of the correction before. */
  private static void additive(NodeInstance life, Adjustment a) {
    SteeredClock clock = life.steered;
    long left = life.core.newcomer() ? 0 : clock.estimate().at(clock.localTicks()) - clock.nanos();
    life.core.adjust(
        new Adjustment(
                a.deltaNanos() + left,
                a.errorBoundNanos(),
                a.readingNanos(),
                a.term(),
                a.round(),
                a.rttNanos(),
                a.master())
            .with(a.incarnation(), a.statement()));
  }

  /** Puts the clock where it should be at once. */
  private static void stepping(NodeInstance life, Adjustment a) {
    SteeredClock clock = life.steered;
    long applied = life.core.status().adjustments();
    life.core.adjust(a);
    if (life.core.status().adjustments() > applied) {
      clock.step(joint -> new Course(clock.estimate(), clock.bound(), 0, 1, clock.standing()));
    }
  }
}
