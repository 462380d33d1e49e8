package berkeley.simulator.chaos;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.node.clock.SteeredClock.View;
import java.util.Optional;

/**
 * Knows true time and everybody's clock, and looks on.
 *
 * <p>Cluster time, for a node, is that of the mastership which corrected it last ({@link
 * MastershipRecord}): before it has heard of another one it cannot know that cluster time is
 * another clock's. What a takeover makes of that is counted apart. A process that is stopped is not
 * looked at, since none of its threads can read its clock either. Nothing is promised of a clock
 * that lies, or whose oscillator does what is not declared, nor of those that it has led.
 */
final class ChaosOracle {

  /** Just after the knee that a correction puts into a clock, and when it is mostly used up. */
  private static final long[] AFTER_CORRECTION = {250_000, 40_000_000};

  /** Readings are exact to the nanosecond, and two of them are compared. */
  private static final long ROUNDING_NANOS = 4;

  /** What the votes are widened by, and what two oscillators may differ by. */
  private static final double DECLARED_DRIFT = ClockLimits.DEFAULT.driftLimitRatio();

  private static final long SHIFT_SLACK_NANOS = 1_000_000;

  private final ChaosSimulation arena;
  private Optional<MastershipRecord> newest = Optional.empty();

  ChaosOracle(ChaosSimulation arena) {
    this.arena = arena;
  }

  /** Looks at one node now. */
  void look(NodeInstance life) {
    Optional<MastershipRecord> tenure = life.sightings.tenure();
    if (tenure.isEmpty() || !life.host.isUp() || life.over) {
      return;
    }
    arena.tally.looks++;
    View view = life.clock.view();
    life.sightings.see(life, view);
    if (life.clockFaulty) {
      return;
    }
    if (!tenure.get().isFaulty()) {
      contained(life, view, tenure.get());
    }
    if (newest.isPresent() && newest.get() != tenure.get() && !newest.get().isFaulty()) {
      arena.tally.betweenMasters++;
      if (distance(view, newest.get()) > view.errorBoundNanos()) {
        arena.tally.outsideBetweenMasters++;
      }
    }
  }

  private void contained(NodeInstance life, View view, MastershipRecord tenure) {
    long distance = distance(view, tenure);
    if (distance > view.errorBoundNanos() + ROUNDING_NANOS) {
      if (tenure.farthestFrom(life.host.crystal.ratio()) > DECLARED_DRIFT) {
        arena.tally.beyondDeclared++;
        return;
      }
      throw new ViolationException(
          InvariantKind.CONTAINMENT,
          "%s is %d ns from the time of %s in term %d, its bound is %d ns",
          life.id,
          distance,
          tenure.master.id,
          tenure.term,
          view.errorBoundNanos());
    }
  }

  private static long distance(View view, MastershipRecord tenure) {
    return Math.abs(view.reading().timeNanos() - tenure.timeNow());
  }

  /** Looks at all. */
  void lookAtAll() {
    for (SimulatedHost host : arena.hosts) {
      look(host.life);
    }
  }

  /** A node has applied a correction, and knew that term before. */
  void obeyed(NodeInstance life, Adjustment adjustment, MastershipRecord of, long known) {
    if (adjustment.term() < known) {
      throw new ViolationException(
          InvariantKind.OBEDIENCE,
          "%s applied a correction of %s in term %d, and knew of term %d",
          life.id,
          adjustment.master(),
          adjustment.term(),
          known);
    }
    life.sightings.obeyed(life, adjustment.term(), adjustment.master());
    corrected(life, of);
  }

  /** A master has corrected its own clock, or has had no reason to. */
  void masterCorrected(NodeInstance life, MastershipRecord tenure) {
    if (!life.core.newcomer()) {
      boolean first = newest.isEmpty() || newest.get() != tenure;
      newest = Optional.of(tenure);
      tenure.noteRate();
      corrected(life, tenure);
      if (first) {
        lookAtAll();
      }
    }
  }

  private void corrected(NodeInstance life, MastershipRecord by) {
    life.sightings.corrected(by, life.ticks());
    look(life);
    for (long later : AFTER_CORRECTION) {
      arena.time.in(later, () -> look(life));
    }
  }

  /** A node has been elected. */
  void elected(NodeInstance life, long term) {
    arena.tally.elections++;
    for (SimulatedHost host : arena.hosts) {
      NodeInstance other = host.life;
      if (other != life
          && !other.over
          && other.voice.leads()
          && other.voice.election.term() == term) {
        throw new ViolationException(
            InvariantKind.SAFETY,
            "%s and %s lead term %d at the same time",
            other.id,
            life.id,
            term);
      }
    }
  }

  /** A round of a master that had a time of its own is over. */
  void led(NodeInstance life, MastershipRecord tenure, RoundReport report) {
    if (tenure.isFaulty() || life.clockFaulty) {
      return;
    }
    long low = 0;
    long high = 0;
    int honest = 1;
    int voters = 1;
    for (MemberReport member : report.members()) {
      if (member.outcome() == Outcome.ACCEPTED || member.outcome() == Outcome.REJECTED) {
        voters++;
        if (!host(member.id()).life.clockFaulty) {
          honest++;
          low = Math.min(low, member.offsetNanos() - member.errorBoundNanos());
          high = Math.max(high, member.offsetNanos() + member.errorBoundNanos());
        }
      }
    }
    long slack = SHIFT_SLACK_NANOS + (long) (DECLARED_DRIFT * 4 * arena.settings.periodNanos());
    long agreed = report.agreedOffsetNanos();
    if (2 * honest > voters && (agreed < low - slack || agreed > high + slack)) {
      throw new ViolationException(
          InvariantKind.SHIFT,
          "%s moves the cluster by %d ns in round %d of term %d, the honest are within %d .. %d ns",
          life.id,
          agreed,
          report.round(),
          report.term(),
          low,
          high);
    }
  }

  private SimulatedHost host(String name) {
    return arena.hosts.get(Integer.parseInt(name.substring(1)));
  }
}
