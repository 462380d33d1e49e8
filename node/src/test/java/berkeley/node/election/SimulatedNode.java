package berkeley.node.election;

import berkeley.api.wire.MemberId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One incarnation of a node in a {@link SimulatedCluster}: a machine, its ticks, and its faults.
 */
final class SimulatedNode {

  final MemberId id;
  final boolean electable;
  final Election election;
  private final double rate;
  private final long originNanos;

  /** Messages that arrived while the process was stopped. */
  final List<Runnable> backlog = new ArrayList<>();

  boolean stopped;
  boolean dead;

  /** Rises with each event, so that outdated timers are detected. */
  long alarm;

  SimulatedNode(MemberId id, boolean electable, ElectionRules rules, Random random, long nowNanos) {
    this.id = id;
    this.electable = electable;
    rate = 1 + (random.nextDouble() - 0.5) * 0.02;
    originNanos = random.nextLong();
    election =
        new Election(
            rules,
            new ElectionState(id, electable, new TermFence(), ticks(nowNanos)),
            new Random(random.nextLong()));
  }

  /** Returns its own ticks at an instant of virtual time. */
  long ticks(long nowNanos) {
    return originNanos + (long) (nowNanos * rate);
  }

  /** Returns the first instant of virtual time at which its ticks reach a value. */
  long instantOf(long ticks) {
    return (long) Math.ceil((ticks - originNanos) / rate) + 1;
  }

  boolean leads(long nowNanos) {
    return !dead && election.leads(ticks(nowNanos));
  }
}
