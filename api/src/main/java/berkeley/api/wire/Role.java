package berkeley.api.wire;

/** What a node does in its cluster at the moment. */
public enum Role {
  /** Probes the others and tells them their corrections. */
  MASTER,
  /** Answers probes and obeys corrections. */
  SLAVE
}
