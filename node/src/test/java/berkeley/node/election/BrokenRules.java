package berkeley.node.election;

import berkeley.api.wire.VoteRequest;
import java.util.Set;

/** Rules with one mistake each, to show that the tests find it. */
final class BrokenRules {

  private BrokenRules() {}

  /** The rules as they are, for nodes that know no cluster time. */
  static ElectionRules unbroken(ElectionSettings settings) {
    return new ElectionRules(settings, ClockKnowledge.NOTHING);
  }

  /** Says yes to everyone in every term. */
  static class VotesTwice extends ElectionRules {
    VotesTwice(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean isVoteFree(ElectionState state, VoteRequest request) {
      return true;
    }
  }

  /** Takes part as soon as it has started, without having asked anyone. */
  static class NeverWaits extends ElectionRules {
    NeverWaits(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean waitIsOver(ElectionState state, long nowNanos) {
      return state.discovered;
    }
  }

  /** Is content with one vote too few. */
  static class MinorityWins extends ElectionRules {
    MinorityWins(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean isWon(ElectionState state, long nowNanos) {
      return state.granted.size() + 1 >= quorum.needed(state.membership, departed(state, nowNanos));
    }
  }

  /** Leads on the strength of votes, which bind nobody. */
  static class LeasesFromVotes extends ElectionRules {
    LeasesFromVotes(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean isAcknowledged(ElectionState state, long nowNanos) {
      return true;
    }
  }

  /** Leads for longer than those are bound that have acknowledged it. */
  static class OverstaysItsLease extends ElectionRules {
    OverstaysItsLease(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    long masterLeaseUntilNanos(ElectionState state, long nowNanos) {
      return super.masterLeaseUntilNanos(state, nowNanos) + settings.leaseNanos() / 2;
    }
  }

  /** Is bound by nothing that it has acknowledged. */
  static class ForgetsWhatItAcknowledged extends ElectionRules {
    ForgetsWhatItAcknowledged(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean isBound(ElectionState state, long nowNanos) {
      return false;
    }
  }

  /** Counts one out who has just said farewell, though it may have acknowledged a master. */
  static class ReleasesTheDeparted extends ElectionRules {
    ReleasesTheDeparted(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    Set<String> departed(ElectionState state, long nowNanos) {
      return state.departed.keySet();
    }
  }

  /** Waits for a lease, but not for the others' answers. */
  static class AsksNobody extends ElectionRules {
    AsksNobody(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    long waitEndsNanos(ElectionState state) {
      return state.startedNanos + settings.sitOutNanos();
    }
  }

  /** Correct, but a member that has not answered this very moment counts as dead. */
  static class Impatient extends ElectionRules {
    Impatient(ElectionSettings settings) {
      super(settings, ClockKnowledge.NOTHING);
    }

    @Override
    boolean isExpired(ElectionState state, String name, long nowNanos) {
      return state.contactNanos.getOrDefault(name, Long.MIN_VALUE) < nowNanos;
    }
  }

  /** Changes the list again before a quorum has taken over the last change. */
  static final class RevisesBlindly extends Impatient {
    RevisesBlindly(ElectionSettings settings) {
      super(settings);
    }

    @Override
    boolean mayRevise(ElectionState state, long nowNanos) {
      return true;
    }
  }
}
