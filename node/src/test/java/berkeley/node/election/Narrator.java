package berkeley.node.election;

/** Describes a machine's actions in words, for transcripts. */
final class Narrator {

  private Narrator() {}

  /** Returns whether a message belongs into a transcript; accepted heartbeats do not. */
  static boolean isNews(MessagesInFlight message) {
    if (message instanceof MessagesInFlight.BeatReply reply) {
      return !reply.reply().accepted();
    }
    return !(message instanceof MessagesInFlight.Beat)
        && !(message instanceof MessagesInFlight.Correction);
  }

  static String tell(ElectionAction action) {
    if (action instanceof ElectionAction.BecomeMaster a) {
      return "LEADS term " + a.term();
    } else if (action instanceof ElectionAction.StepDown a) {
      return "STEPS DOWN from term " + a.term() + ": " + a.reason();
    } else if (action instanceof ElectionAction.Follow a) {
      return "follows " + a.master() + " in term " + a.term();
    } else if (action instanceof ElectionAction.LoseMaster a) {
      return "gives up " + a.master() + " of term " + a.term();
    } else if (action instanceof ElectionAction.MembershipChanged a) {
      return "counts " + a.membership();
    }
    return action.toString();
  }
}
