package berkeley.slave.monitoring;

/**
 * A node as JMX shows it, {@code berkeley:type=Node,name=...}: what {@link
 * berkeley.api.wire.NodeStatus} says, read anew with each attribute.
 */
public interface NodeMXBean {

  /** The node's name. */
  String getId();

  /** NEWCOMER, SYNCHRONISED, HOLDOVER or SUSPENDED. */
  String getState();

  /** MASTER or SLAVE. */
  String getRole();

  /** The newest term that it has seen, 0 before the first. */
  long getTerm();

  /** The master that it obeys, empty before the first. */
  String getMaster();

  /** Node time, nanoseconds since the Unix epoch. */
  long getTimeNanos();

  /** How far node time may be from cluster time; {@link Long#MAX_VALUE} for a newcomer. */
  long getErrorBoundNanos();

  /** Its offset against the agreed time at its newest correction. */
  long getOffsetNanos();

  /** By how much cluster time runs faster than its oscillator, in parts per million. */
  double getFrequencyPpm();

  /** By how much its clock runs faster than that at the moment, in parts per million. */
  double getSlewPpm();

  /** How many corrections it has applied. */
  long getAdjustments();

  /** How many it has refused for their term. */
  long getRefusals();

  /** How long ago it was corrected, in nanoseconds; -1 before the first time. */
  long getLastAdjustedAgeNanos();
}
