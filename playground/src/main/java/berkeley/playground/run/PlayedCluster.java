package berkeley.playground.run;

import berkeley.api.wire.NodeStatus;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.world.VirtualTime;
import java.util.List;

/** A cluster in virtual time to which something can be done while it runs. */
interface PlayedCluster {

  /** Returns true time. */
  VirtualTime time();

  /** Lets happen what is due up to the given true time, in nanoseconds since the start. */
  void runUntil(long nanos);

  /** Returns what the nodes were drawn like. */
  List<Planned> planned();

  /** Returns the names of all nodes that there ever were, in their order. */
  List<String> ids();

  /**
   * Returns what each node that would answer now says of itself. Their ticks are true time, so that
   * any two of them can be compared.
   */
  List<NodeStatus> answering();

  /** Ends a node's process at once. */
  void kill(String id);

  /**
   * Starts a node that was killed as a newcomer.
   *
   * @throws IllegalArgumentException if it cannot be
   */
  void restart(String id);

  /** Stops a node's process, as SIGSTOP does. */
  void stop(String id);

  /** Lets a stopped process go on. */
  void resume(String id);

  /** Makes a node tell another time than its own, by so many nanoseconds; 0 ends it. */
  void lie(String id, long nanos);

  /** Makes a node's oscillator run so much faster than it was drawn, as a ratio; 0 ends it. */
  void drift(String id, double faster);

  /** Starts one more node, and returns its name. */
  String add();

  /**
   * Lets whoever leads give it up.
   *
   * @throws IllegalArgumentException if nobody does, or nobody could take over
   */
  void stepDown();
}
