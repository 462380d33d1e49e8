package berkeley.node.election;

import berkeley.api.wire.MemberId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Watches everything that the nodes of a cluster do, and throws at the first thing forbidden. */
final class ElectionInvariants {

  /** What is forbidden has happened. */
  static final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    Violation(String what) {
      super(what);
    }
  }

  private record LifeTerm(String life, long term) {}

  private final Map<Long, SimulatedNode> masters = new HashMap<>();
  private final Map<LifeTerm, String> votes = new HashMap<>();
  private final Map<LifeTerm, String> obeyed = new HashMap<>();
  private final Map<MemberId, Long> terms = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final boolean acrossRestarts;

  /**
   * Rules to watch.
   *
   * <p>No two nodes may hold a lease at one instant, whatever their terms.
   *
   * @param acrossRestarts whether a node must not give two votes, nor a term have two masters that
   *     live, also one after the other
   */
  ElectionInvariants(boolean acrossRestarts) {
    this.acrossRestarts = acrossRestarts;
  }

  void check(
      SimulatedNode node, ElectionAction action, long nowNanos, Collection<SimulatedNode> nodes) {
    long term = node.election.term();
    if (terms.merge(node.id, term, Math::max) > term) {
      throw new Violation("%s fell back to term %d".formatted(node.id, term));
    }
    if (action instanceof ElectionAction.BecomeMaster a) {
      master(node, a.term(), nowNanos, nodes);
    } else if (action instanceof ElectionAction.AnswerCorrection a && a.accepted()) {
      obey(node, a.obeyedTerm(), a.obeyedMaster());
    } else if (action instanceof ElectionAction.Follow a) {
      obey(node, a.term(), a.master());
    }
  }

  private void master(
      SimulatedNode node, long term, long nowNanos, Collection<SimulatedNode> nodes) {
    for (SimulatedNode other : nodes) {
      if (other != node && other.leads(nowNanos)) {
        throw new Violation(
            "%s leads term %d while %s leads term %d"
                .formatted(node.id, term, other.id, other.election.term()));
      }
    }
    SimulatedNode former = masters.put(term, node);
    if (acrossRestarts && former != null && !former.dead) {
      throw new Violation("%s led term %d, and now %s".formatted(former.id, term, node.id));
    }
  }

  private void obey(SimulatedNode node, long term, String master) {
    String former = obeyed.put(new LifeTerm(node.id.toString(), term), master);
    if (former != null && !former.equals(master)) {
      throw new Violation("%s obeys %s and %s in %d".formatted(node.id, former, master, term));
    }
  }

  /** Notes a yes to a candidate; an earlier life's votes count too, while the candidate lives. */
  void vote(SimulatedNode voter, SimulatedNode candidate, long term) {
    String life = acrossRestarts ? voter.id.name() : voter.id.toString();
    votes.merge(
        new LifeTerm(life, term),
        candidate.id.toString(),
        (former, now) -> {
          if (!former.equals(now) && !lost.contains(former)) {
            throw new Violation(
                "%s votes for %s and %s in %d".formatted(voter.id, former, now, term));
          }
          return now;
        });
  }

  /** Notes that a life has ended. */
  void end(MemberId id) {
    lost.add(id.toString());
  }
}
