package berkeley.simulator.promise;

import java.util.Objects;
import java.util.Set;

/**
 * Something that an observer saw, or that the fault injector did.
 *
 * <p>All instants are true time: nanoseconds of the observer's own clock, of any origin, the same
 * for all observations. In a simulation an observation has one exact instant. Of a real process it
 * is known only between which two instants it happened, just before the call and just after it.
 *
 * <p>Observations are handed over in the order in which they ended, as far as possible. One that
 * comes late is never judged too harshly, but may go unused. What the injector does is handed over
 * before anything that it may have influenced.
 */
public sealed interface Observation
    permits ClockReading,
        Observation.IsPastAnswer,
        Observation.CommitWait,
        Observation.LeaseHeld,
        Observation.AdjustReturned,
        Observation.AdjustmentApplied,
        Observation.ClusterTimeKnown,
        Observation.ElectorateNamed,
        Observation.FaultBegun,
        Observation.FaultEnded,
        Observation.Calm {

  /** Returns the true time by which this had happened, in nanoseconds. */
  long endNanos();

  /** Checks that an observation does not end before it begins. */
  private static void requireOrder(long from, long to) {
    if (from > to) {
      throw new IllegalArgumentException(
          "an observation begins at %d ns and ends at %d ns".formatted(from, to));
    }
  }

  private static void requireSpan(long beforeNanos, long afterNanos, NodeLife life) {
    Objects.requireNonNull(life, "life");
    requireOrder(beforeNanos, afterNanos);
  }

  /**
   * A node's answer to whether an instant is surely past.
   *
   * @param beforeNanos true time just before the call
   * @param afterNanos true time just after it
   * @param life who answered
   * @param epoch the node's epoch, 0 where the protocol has none
   * @param instantNanos the instant asked about, in nanoseconds since the Unix epoch
   * @param past the answer
   */
  record IsPastAnswer(
      long beforeNanos, long afterNanos, NodeLife life, long epoch, long instantNanos, boolean past)
      implements Observation {

    /** Checks the order of the two instants. */
    public IsPastAnswer {
      requireSpan(beforeNanos, afterNanos, life);
    }

    @Override
    public long endNanos() {
      return afterNanos;
    }
  }

  /**
   * A node took a reading's latest edge as a stamp, waited for it to be past, and the wait
   * returned.
   *
   * @param takenNanos true time just before the stamp was taken
   * @param returnedNanos true time just after the wait returned
   * @param life who took the stamp and waited
   * @param epoch the epoch of the reading that the stamp was taken from
   * @param stampNanos the stamp, in nanoseconds since the Unix epoch
   */
  record CommitWait(long takenNanos, long returnedNanos, NodeLife life, long epoch, long stampNanos)
      implements Observation {

    /** Checks the order of the two instants. */
    public CommitWait {
      requireSpan(takenNanos, returnedNanos, life);
    }

    @Override
    public long endNanos() {
      return returnedNanos;
    }
  }

  /**
   * A mastership held a lease all the time from one true instant up to another, the second left
   * out; or at one instant, if both are the same. Group masters need no lease and are not reported.
   *
   * @param fromNanos true time
   * @param untilNanos true time
   * @param life the master's life
   * @param electorate the name of the electorate that gave the lease
   * @param mastership which mastership
   */
  record LeaseHeld(
      long fromNanos, long untilNanos, NodeLife life, String electorate, MasterTerm mastership)
      implements Observation {

    /** Checks the order of the two instants. */
    public LeaseHeld {
      requireSpan(fromNanos, untilNanos, life);
      Objects.requireNonNull(electorate, "electorate");
      Objects.requireNonNull(mastership, "mastership");
    }

    @Override
    public long endNanos() {
      return fromNanos;
    }
  }

  /**
   * A call of adjust returned to its sender without an exception.
   *
   * @param atNanos true time
   * @param mastership on whose behalf it was sent
   * @param round the round that it belongs to
   * @param target the life that it was sent to
   */
  record AdjustReturned(long atNanos, MasterTerm mastership, long round, NodeLife target)
      implements Observation {

    /** Checks that nothing is missing. */
    public AdjustReturned {
      Objects.requireNonNull(mastership, "mastership");
      Objects.requireNonNull(target, "target");
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * A node applied an adjustment, be it from another node or, as a master, its own. The adjustments
   * that one node applied are handed over in the order in which it applied them.
   *
   * @param atNanos true time
   * @param life who applied it
   * @param epoch the adjustment's epoch, 0 where the protocol has none
   * @param mastership on whose behalf it was sent
   * @param authority the mastership whose cluster time it tells: the same, or that of the top of a
   *     tree if a group master relays it
   * @param sender the life that sent it, as the observer knows it
   * @param round the round that it belongs to
   */
  record AdjustmentApplied(
      long atNanos,
      NodeLife life,
      long epoch,
      MasterTerm mastership,
      MasterTerm authority,
      NodeLife sender,
      long round)
      implements Observation {

    /** Checks that nothing is missing. */
    public AdjustmentApplied {
      Objects.requireNonNull(life, "life");
      Objects.requireNonNull(mastership, "mastership");
      Objects.requireNonNull(authority, "authority");
      Objects.requireNonNull(sender, "sender");
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * Cluster time itself, where an observer can compute it: a simulation knows all masters' lines.
   *
   * @param atNanos true time
   * @param epoch which epoch's
   * @param timeNanos cluster time, rounded to nanoseconds since the Unix epoch
   * @param from the life whose line it was computed from; nothing follows while that is excused
   */
  record ClusterTimeKnown(long atNanos, long epoch, long timeNanos, NodeLife from)
      implements Observation {

    /** Checks that nothing is missing. */
    public ClusterTimeKnown {
      Objects.requireNonNull(from, "from");
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * Names the nodes whose majority decides, from now on.
   *
   * @param atNanos true time
   * @param name the electorate's name; two clusters that began apart have two
   * @param nodes the names of its nodes
   */
  record ElectorateNamed(long atNanos, String name, Set<String> nodes) implements Observation {

    /** Copies the set. */
    public ElectorateNamed {
      Objects.requireNonNull(name, "name");
      nodes = Set.copyOf(nodes);
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * The injector begins a fault. A fault that breaks no assumption of the protocol, such as a lost
   * message or a killed process, excuses nobody: its two sets are empty.
   *
   * @param atNanos true time
   * @param fault a name that no other fault has that is under way
   * @param nodes the nodes that it excuses, in all their lives
   * @param lives the single lives that it excuses
   * @param lying whether those excused may say anything, so that nothing holds of what they say; if
   *     not, they are honest, and only what rests on the assumptions does not hold
   * @param untilNanos true time at which the excuse ends, unless {@link FaultEnded} says otherwise
   */
  record FaultBegun(
      long atNanos,
      String fault,
      Set<String> nodes,
      Set<NodeLife> lives,
      boolean lying,
      long untilNanos)
      implements Observation {

    /** Copies the sets. */
    public FaultBegun {
      Objects.requireNonNull(fault, "fault");
      nodes = Set.copyOf(nodes);
      lives = Set.copyOf(lives);
      requireOrder(atNanos, untilNanos);
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * The injector ends a fault.
   *
   * @param atNanos true time
   * @param fault the name under which it began; an unknown one is ignored
   * @param excusedUntilNanos true time until which those that it excuses stay excused
   */
  record FaultEnded(long atNanos, String fault, long excusedUntilNanos) implements Observation {

    /** Checks the order of the two instants. */
    public FaultEnded {
      Objects.requireNonNull(fault, "fault");
      requireOrder(atNanos, excusedUntilNanos);
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }

  /**
   * All faults are over, and every node that is meant to run is running and connected. It lasts
   * until the next {@link FaultBegun}.
   *
   * @param atNanos true time
   * @param allowedNanos for how long intervals may be wide, beside the time that recovery takes
   *     anyway, since nobody knows cluster time better at first; 0 or more
   */
  record Calm(long atNanos, long allowedNanos) implements Observation {

    /** Begins a calm in which nothing more is allowed. */
    public Calm(long atNanos) {
      this(atNanos, 0);
    }

    @Override
    public long endNanos() {
      return atNanos;
    }
  }
}
