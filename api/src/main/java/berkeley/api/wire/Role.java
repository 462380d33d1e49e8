package berkeley.api.wire;

/** A node's role in its cluster. */
public enum Role {
  /** Probes the others and sends them corrections. */
  MASTER,
  /** Answers probes and obeys corrections. */
  SLAVE
}
