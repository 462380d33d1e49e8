package berkeley.node.driver;

import berkeley.api.wire.MemberId;
import java.util.Collection;
import java.util.Collections;
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
  private final boolean honest;

  /**
   * Watches honest nodes.
   *
   * <p>No two nodes may hold a lease at one instant, whatever their terms.
   *
   * @param acrossRestarts whether a node must not give two votes, nor a term have two masters that
   *     live, also one after the other
   */
  ElectionInvariants(boolean acrossRestarts) {
    this(acrossRestarts, true);
  }

  /** Watches nodes with one among them that lies: terms that it has raised may fall again. */
  static ElectionInvariants withALiar() {
    return new ElectionInvariants(true, false);
  }

  private ElectionInvariants(boolean acrossRestarts, boolean honest) {
    this.acrossRestarts = acrossRestarts;
    this.honest = honest;
  }

  /** Notes the newest term that a node knows. */
  void term(MemberId node, long term) {
    if (honest && terms.merge(node, term, Math::max) > term) {
      throw new Violation("%s fell back to term %d".formatted(node, term));
    }
  }

  /** Notes that a node's mastership begins. */
  void master(SimulatedNode node, long term, Collection<SimulatedNode> nodes) {
    for (SimulatedNode other : nodes) {
      if (other != node && other.leads() && (acrossRestarts || !beganApart(other, node))) {
        throw new Violation(
            "%s leads term %d while %s leads term %d"
                .formatted(node.id, term, other.id, other.fence.term()));
      }
    }
    SimulatedNode former = masters.put(term, node);
    if (acrossRestarts && former != null && !former.dead) {
      throw new Violation("%s led term %d, and now %s".formatted(former.id, term, node.id));
    }
  }

  /**
   * Returns whether nobody who can vote for the second counts for the first: it began alone when it
   * found nobody else, and those who have started since cannot reach it. Such groups are two
   * clusters until they meet; a fixed quorum rules that out.
   */
  private static boolean beganApart(SimulatedNode first, SimulatedNode second) {
    Set<String> voters = new HashSet<>(second.driver.election().membership().members());
    voters.remove(first.id.name());
    return Collections.disjoint(voters, first.driver.election().membership().members());
  }

  /** Notes that a node takes a master's word. */
  void obey(MemberId node, long term, String master) {
    String former = obeyed.put(new LifeTerm(node.toString(), term), master);
    if (former != null && !former.equals(master)) {
      throw new Violation("%s obeys %s and %s in %d".formatted(node, former, master, term));
    }
  }

  /** Notes a yes to a candidate; an earlier life's votes count too, while the candidate lives. */
  void vote(MemberId voter, MemberId candidate, long term) {
    String life = acrossRestarts ? voter.name() : voter.toString();
    votes.merge(
        new LifeTerm(life, term),
        candidate.toString(),
        (former, now) -> {
          if (!former.equals(now) && !lost.contains(former)) {
            throw new Violation("%s votes for %s and %s in %d".formatted(voter, former, now, term));
          }
          return now;
        });
  }

  /** Notes that a life has ended. */
  void end(MemberId id) {
    lost.add(id.toString());
  }
}
