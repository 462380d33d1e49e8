package berkeley.api.wire;

import berkeley.api.NodeState;
import berkeley.api.environment.Ticks;
import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A node's status at one instant.
 *
 * @param id the node's name
 * @param incarnation a number that differs between two starts under one name
 * @param pid the id of the node's process; 0 in virtual time
 * @param role whether it leads
 * @param state how far its clock can be trusted
 * @param term the newest term that it has seen, 0 before the first
 * @param master the master that it obeys, itself if it leads, empty before the first
 * @param reading its ticks and node time, read together
 * @param errorBoundNanos upper bound of its distance to cluster time at that reading; {@link
 *     Long#MAX_VALUE} for a newcomer
 * @param frequencyPpm by how much cluster time runs faster than the node's oscillator, in parts per
 *     million
 * @param slewPpm by how much the clock runs faster than that at the moment, to use up a difference
 * @param offsetNanos its offset against the agreed time at its newest correction; 0 before the
 *     first
 * @param adjustments how many corrections it has applied
 * @param refusals how many it has refused for their term
 * @param lastAdjustedTicksNanos the host's ticks when it applied the newest correction; meaningless
 *     while {@code adjustments} is 0
 * @param ticksSource which of the host's counters its ticks are, see {@link Ticks#source}
 * @param epoch the epoch of cluster time that it follows, 0 for none
 * @param earliestNanos cluster time is not before this at that reading; {@link Long#MIN_VALUE} if
 *     it can give no interval
 * @param latestNanos cluster time is not after this; as above
 * @param disruptions how often it slept or found its readings contradictory
 * @param bound what its bound consists of
 */
public record NodeStatus(
    String id,
    long incarnation,
    long pid,
    Role role,
    NodeState state,
    long term,
    String master,
    Reading reading,
    long errorBoundNanos,
    double frequencyPpm,
    double slewPpm,
    long offsetNanos,
    long adjustments,
    long refusals,
    long lastAdjustedTicksNanos,
    String ticksSource,
    long epoch,
    long earliestNanos,
    long latestNanos,
    long disruptions,
    BoundComposition bound)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * Creates the status of a node that tells nothing of its epoch, its interval and its disruptions.
   *
   * @param id the node's name
   * @param incarnation which of its lives
   * @param pid its process's id; 0 in virtual time
   * @param role whether it leads
   * @param state how far its clock can be trusted
   * @param term the newest term that it has seen, 0 before the first
   * @param master the master that it obeys, empty before the first
   * @param reading its ticks and node time, read together
   * @param errorBoundNanos upper bound of its distance to cluster time, in nanoseconds
   * @param frequencyPpm by how much cluster time runs faster than its oscillator
   * @param slewPpm by how much its clock runs faster than that
   * @param offsetNanos its offset at its newest correction, in nanoseconds
   * @param adjustments how many corrections it has applied
   * @param refusals how many it has refused
   * @param lastAdjustedTicksNanos the host's ticks at the newest correction
   * @param ticksSource which of the host's counters its ticks are
   */
  public NodeStatus(
      String id,
      long incarnation,
      long pid,
      Role role,
      NodeState state,
      long term,
      String master,
      Reading reading,
      long errorBoundNanos,
      double frequencyPpm,
      double slewPpm,
      long offsetNanos,
      long adjustments,
      long refusals,
      long lastAdjustedTicksNanos,
      String ticksSource) {
    this(
        id,
        incarnation,
        pid,
        role,
        state,
        term,
        master,
        reading,
        errorBoundNanos,
        frequencyPpm,
        slewPpm,
        offsetNanos,
        adjustments,
        refusals,
        lastAdjustedTicksNanos,
        ticksSource,
        0,
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        0,
        BoundComposition.UNKNOWN);
  }

  /**
   * Completes what an older version does not tell, takes out of the names what is no text, and
   * replaces a source that is no name by {@link Ticks#UNKNOWN_SOURCE}.
   *
   * @param id cut to one line
   * @param incarnation any
   * @param pid any
   * @param role not null
   * @param state not null
   * @param term any
   * @param master cut to one line
   * @param reading not null
   * @param errorBoundNanos any
   * @param frequencyPpm any
   * @param slewPpm any
   * @param offsetNanos any
   * @param adjustments any
   * @param refusals any
   * @param lastAdjustedTicksNanos any
   * @param ticksSource null, as from an older version, and what is no name become {@link
   *     Ticks#UNKNOWN_SOURCE}
   * @param epoch any
   * @param earliestNanos any
   * @param latestNanos any
   * @param disruptions any
   * @param bound null, as from an older version, becomes {@link BoundComposition#UNKNOWN}
   */
  public NodeStatus {
    id = WireText.name(id);
    master = WireText.name(master);
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(reading, "reading");
    // Null from a node of a version that did not tell it yet.
    if (ticksSource == null || !NAME.matcher(ticksSource).matches()) {
      ticksSource = Ticks.UNKNOWN_SOURCE;
    }
    bound = Objects.requireNonNullElse(bound, BoundComposition.UNKNOWN);
  }

  /**
   * Tells whether this node's readings can be compared with another's of the same host: whether
   * their ticks are of one counter.
   *
   * @param other a node of the same host
   * @return whether the difference of their times at equal ticks is the true offset between their
   *     clocks
   */
  public boolean sharesTicksWith(NodeStatus other) {
    return ticksSource.equals(other.ticksSource);
  }
}
