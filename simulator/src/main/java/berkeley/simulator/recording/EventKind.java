package berkeley.simulator.recording;

/** The kinds of events in a record, where they are in lower case. */
public enum EventKind {
  /** A node's clock changed its state. */
  STATE,
  /** Another node leads, or a new term began. */
  ELECTION,
  /** The vote's judgement of a node changed. */
  OUTCOME,
  /** A node no longer answers. */
  SILENCE,
  /** A node answers again, for the first time, or in a new life. */
  ARRIVAL,
  /** Somebody injected a fault, or took one back. */
  FAULT
}
