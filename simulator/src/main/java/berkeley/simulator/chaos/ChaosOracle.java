package berkeley.simulator.chaos;

import berkeley.api.NodeState;
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
  private static final double DECLARED_DRIFT = ClockLimits.UNSTEERED.driftLimitRatio();

  private static final long SHIFT_SLACK_NANOS = 1_000_000;

  private final ChaosSimulation simulation;
  private final boolean judgesNodes;
  private Optional<MastershipRecord> newest = Optional.empty();
  private boolean haveClocksFailed;

  ChaosOracle(ChaosSimulation simulation) {
    this.judgesNodes = simulation.weather.isPlain();
    this.simulation = simulation;
  }

  /**
   * Records that a clock does what no clock may: what that does to cluster time outlives the master
   * and is left to the checks of the promises, which know whom it has misled.
   */
  void clocksFail() {
    haveClocksFailed = true;
  }

  /** Looks at one node now. In other weather than plain the promises are held against nodes. */
  void look(NodeInstance life) {
    if (!judgesNodes) {
      return;
    }
    Optional<MastershipRecord> mastership = life.history.mastership();
    if (mastership.isEmpty() || !life.host.isUp() || life.isOver()) {
      return;
    }
    View view = life.clock.view();
    if (view.state() == NodeState.NEWCOMER) {
      return; // it shows its time to nobody yet
    }
    simulation.tally.looks++;
    life.history.see(life, view);
    if (life.clockFaulty || !view.isShown()) {
      return; // nothing can be said of it, or it says nothing itself
    }
    boolean isComparable = view.standing().epoch() == mastership.get().epoch();
    if (!haveClocksFailed && !mastership.get().isFaulty() && isComparable) {
      contained(life, view, mastership.get());
    }
    if (newest.isPresent()
        && newest.get() != mastership.get()
        && !newest.get().isFaulty()
        && newest.get().epoch() == view.standing().epoch()) {
      simulation.tally.betweenMasters++;
      if (distance(view, newest.get()) > view.errorBoundNanos() + newest.get().doubtNow()) {
        simulation.tally.outsideBetweenMasters++;
      }
    }
  }

  private void contained(NodeInstance life, View view, MastershipRecord mastership) {
    long distance = distance(view, mastership);
    if (distance > view.errorBoundNanos() + mastership.doubtNow() + ROUNDING_NANOS) {
      if (mastership.farthestFrom(life.host.counter.ratio()) > DECLARED_DRIFT) {
        simulation.tally.beyondDeclared++;
        return;
      }
      throw new ViolationError(
          InvariantKind.CONTAINMENT,
          "%s is %d ns from the time of %s in term %d, its bound is %d ns",
          life.id,
          distance,
          mastership.master.id,
          mastership.term,
          view.errorBoundNanos());
    }
  }

  private static long distance(View view, MastershipRecord mastership) {
    return Math.abs(view.reading().timeNanos() - mastership.timeNow());
  }

  /** Looks at all. */
  void lookAtAll() {
    for (SimulatedHost host : simulation.hosts) {
      look(host.life());
    }
  }

  /** A node has applied a correction, and knew that term before. */
  void obeyed(NodeInstance life, Adjustment adjustment, MastershipRecord of, long known) {
    if (!judgesNodes) {
      return;
    }
    life.history.obeyed(
        life,
        adjustment.term(),
        adjustment.master(),
        known,
        simulation.time.now(),
        2 * simulation.settings.period().toNanos());
    corrected(life, of);
  }

  /** A master has corrected its own clock, or has had no reason to. */
  void masterCorrected(NodeInstance life, MastershipRecord mastership) {
    if (!life.core.newcomer()) {
      boolean first = newest.isEmpty() || newest.get() != mastership;
      newest = Optional.of(mastership);
      mastership.noteRate();
      corrected(life, mastership);
      if (first) {
        lookAtAll();
      }
    }
  }

  private void corrected(NodeInstance life, MastershipRecord by) {
    life.history.corrected(by);
    look(life);
    for (long later : AFTER_CORRECTION) {
      simulation.time.in(later, () -> look(life));
    }
  }

  /** A node has been elected. */
  void elected(NodeInstance life, long term) {
    simulation.tally.elections++;
    for (SimulatedHost host : simulation.hosts) {
      NodeInstance other = host.life();
      if (other != life
          && !other.isOver()
          && other.leads()
          && other.term() == term
          && other.host.role == life.host.role) {
        throw new ViolationError(
            InvariantKind.SAFETY,
            "%s and %s lead term %d at the same time",
            other.id,
            life.id,
            term);
      }
    }
  }

  /** A round of a master that had a time of its own is over. */
  void led(NodeInstance life, MastershipRecord mastership, RoundReport report) {
    if (mastership.isFaulty() || life.clockFaulty || !simulation.isAuthority(life.host.role)) {
      return;
    }
    long low = 0;
    long high = 0;
    int honest = 1;
    int voters = 1;
    for (MemberReport member : report.members()) {
      if (member.outcome() == Outcome.ACCEPTED || member.outcome() == Outcome.REJECTED) {
        voters++;
        if (!simulation.host(member.id()).life().clockFaulty) {
          honest++;
          low = Math.min(low, member.offsetNanos() - member.errorBoundNanos());
          high = Math.max(high, member.offsetNanos() + member.errorBoundNanos());
        }
      }
    }
    long slack =
        SHIFT_SLACK_NANOS + (long) (DECLARED_DRIFT * 4 * simulation.settings.periodNanos());
    long agreed = report.agreedOffsetNanos();
    if (2 * honest > voters && (agreed < low - slack || agreed > high + slack)) {
      throw new ViolationError(
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
}
