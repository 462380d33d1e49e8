package berkeley.node.election;

/**
 * A node's memory as text, without what can make no difference while members do not expire.
 *
 * <p>Deadlines stand relative to the node's ticks. The ticks themselves matter only to a master,
 * which compares them with those that come back in the answers to its own heartbeats.
 */
final class StateFingerprint {

  private StateFingerprint() {}

  static String of(ElectionState state, ElectionRules rules, long nowNanos) {
    StringBuilder text = new StringBuilder(256);
    text.append(state.self)
        .append(state.role)
        .append(' ')
        .append(state.term())
        .append(state.obeyed())
        .append(state.fence.incarnation())
        .append(state.following ? '!' : '.')
        .append(state.votedTerm)
        .append(state.votedFor.map(Object::toString).orElse("-"))
        .append(state.membership);
    text.append(" bound ")
        .append(left(state.boundUntilNanos, nowNanos))
        .append(state.boundTo.map(Object::toString).orElse("-"));
    state.claims.forEach(
        (name, claim) ->
            text.append(name)
                .append(claim.incarnation())
                .append(left(claim.sinceNanos() + rules.settings.leaseNanos(), nowNanos))
                .append(left(claim.untilNanos() + rules.settings.leaseNanos(), nowNanos)));
    switch (state.role) {
      case WAITING ->
          text.append(state.answered)
              .append(left(rules.waitEndsNanos(state), nowNanos))
              .append(' ')
              .append(left(state.nextSendNanos, nowNanos));
      case FOLLOWER ->
          text.append(left(state.standsAtNanos, nowNanos))
              .append(' ')
              .append(left(state.makesRoomUntilNanos, nowNanos));
      case PRE_CANDIDATE, CANDIDATE ->
          text.append(state.granted)
              .append(state.reportedTerms)
              .append(state.reportedLists)
              .append(state.newerList.map(Object::toString).orElse("-"))
              .append(left(state.candidateSinceNanos + rules.settings.candidacyNanos(), nowNanos));
      case MASTER -> {
        text.append(nowNanos)
            .append(state.leaseBegun)
            .append(state.masterSinceNanos)
            .append(state.informed)
            .append(left(state.nextSendNanos, nowNanos));
        state.contactNanos.forEach(
            (name, at) ->
                text.append(name).append(left(at + rules.settings.masterLeaseNanos(), nowNanos)));
      }
    }
    return text.toString();
  }

  /** Returns the time left until an instant; 0 if it is past. */
  private static long left(long instantNanos, long nowNanos) {
    return Math.max(0, instantNanos - nowNanos);
  }
}
