package berkeley.playground.cluster;

/** How a cluster comes by its master. */
public enum Leadership {
  /** All nodes elect one among themselves. */
  ELECTED,
  /** The first node leads, and asks the others for their time. */
  FIXED,
  /** The first node leads; the others send it their time by their own timers. */
  PUSHED
}
