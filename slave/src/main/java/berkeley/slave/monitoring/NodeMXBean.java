package berkeley.slave.monitoring;

/**
 * A node as JMX shows it, {@code berkeley:type=Node,name=...}: what {@link
 * berkeley.api.wire.NodeStatus} says, read anew with each attribute.
 */
public interface NodeMXBean {

  /** {@return the node's name} */
  String getId();

  /** {@return NEWCOMER, SYNCHRONISED, HOLDOVER, SUSPENDED or CONTRADICTED} */
  String getState();

  /** {@return MASTER or SLAVE} */
  String getRole();

  /** {@return the newest term that it has seen, 0 before the first} */
  long getTerm();

  /** {@return the master that it obeys, empty before the first} */
  String getMaster();

  /** {@return node time, nanoseconds since the Unix epoch} */
  long getTimeNanos();

  /**
   * {@return how far node time may be from cluster time, in nanoseconds; {@link Long#MAX_VALUE} for
   * a newcomer}
   */
  long getErrorBoundNanos();

  /** {@return its offset against the agreed time at its newest correction, in nanoseconds} */
  long getOffsetNanos();

  /** {@return by how much cluster time runs faster than its oscillator, in parts per million} */
  double getFrequencyPpm();

  /** {@return by how much its clock runs faster than that at the moment, in parts per million} */
  double getSlewPpm();

  /** {@return how many corrections it has applied} */
  long getAdjustments();

  /** {@return how many it has refused for their term} */
  long getRefusals();

  /** {@return how long ago it was corrected, in nanoseconds; -1 before the first time} */
  long getLastAdjustedAgeNanos();
}
