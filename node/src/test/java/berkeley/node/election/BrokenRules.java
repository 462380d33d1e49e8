package berkeley.node.election;

import berkeley.api.wire.VoteRequest;

/** Rules with one mistake each, to show that the tests find it. */
final class BrokenRules {

  private BrokenRules() {}

  /** Says yes to everyone in every term. */
  static class VotesTwice extends ElectionRules {
    VotesTwice(ElectionSettings settings) {
      super(settings);
    }

    @Override
    boolean isVoteFree(ElectionState state, VoteRequest request) {
      return true;
    }
  }

  /** Takes part as soon as it has started, without having asked anyone. */
  static class NeverWaits extends ElectionRules {
    NeverWaits(ElectionSettings settings) {
      super(settings);
    }

    @Override
    boolean waitIsOver(ElectionState state, long nowNanos) {
      return state.discovered;
    }
  }

  /** Is content with one vote too few. */
  static class MinorityWins extends ElectionRules {
    MinorityWins(ElectionSettings settings) {
      super(settings);
    }

    @Override
    boolean isWon(ElectionState state) {
      return state.granted.size() + 1 >= quorum.needed(state.membership, state.departed.keySet());
    }
  }

  /** Obeys every master, of any term. */
  static class ObeysAnyone extends ElectionRules {
    ObeysAnyone(ElectionSettings settings) {
      super(settings);
    }

    @Override
    boolean mayObey(ElectionState state, long term, String master) {
      return !master.equals(state.self.name());
    }
  }

  /** Waits for a lease, but not for the others' answers. */
  static class AsksNobody extends ElectionRules {
    AsksNobody(ElectionSettings settings) {
      super(settings);
    }

    @Override
    long waitEndsNanos(ElectionState state) {
      return state.startedNanos + settings.sitOutNanos();
    }
  }

  /** Correct, but a member that has not answered this very moment counts as dead. */
  static class Impatient extends ElectionRules {
    Impatient(ElectionSettings settings) {
      super(settings);
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
    boolean mayRevise(ElectionState state) {
      return true;
    }
  }
}
