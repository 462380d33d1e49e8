package berkeley.simulator.bully;

/** Nodes that choose a master among themselves, by their numbers from 0. For one thread. */
interface ElectingCluster {

  /** Starts a node, for the first time or again. */
  void start(int node);

  /** Ends a node at once. */
  void kill(int node);

  /** Returns whether a node runs and takes itself for the master. */
  boolean leads(int node);
}
