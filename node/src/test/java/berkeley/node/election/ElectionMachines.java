package berkeley.node.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every state that one of three machines has been seen in, every message that any of them has sent,
 * and what each message does to each state: computed once, then looked up, since a machine is
 * deterministic.
 *
 * <p>Each node has ticks of its own, which stand still until one of its deadlines passes: so
 * nothing at all is assumed of the nodes' relative speed.
 */
final class ElectionMachines {

  static final List<String> NAMES = List.of("a", "b", "c");

  /** The event that is no message: the next deadline of the node passes. */
  static final int TIME = -1;

  /** One node, with its ticks. */
  record Node(ElectionState state, long nowNanos) {
    int index() {
      return NAMES.indexOf(state.self.name());
    }
  }

  /** A message sent; a reply only reaches the incarnation that asked. */
  record Message(MemberId from, MemberId to, boolean reply, MessagesInFlight content) {
    boolean reaches(Node node) {
      MemberId id = node.state().self;
      return reply ? to.equals(id) : to.name().equals(id.name());
    }
  }

  /**
   * What an event does to a node.
   *
   * @param node the node's next state
   * @param sent the messages that it sends
   * @param ledTerm the term that it has won, or 0
   * @param votedTerm the term in which it has voted for another, or 0
   * @param candidate for whom, if it has
   */
  record Outcome(int node, List<Integer> sent, long ledTerm, long votedTerm, MemberId candidate) {}

  private final ElectionRules rules;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, Integer> nodeNumbers = new HashMap<>();
  private final Map<Message, Integer> messageNumbers = new HashMap<>();
  private final Map<Long, Outcome> outcomes = new HashMap<>();

  ElectionMachines(ElectionRules rules) {
    this.rules = rules;
  }

  Node node(int number) {
    return nodes.get(number);
  }

  Message message(int number) {
    return messages.get(number);
  }

  /** Adds an incarnation that has just started, and knows the others from discovery. */
  int newLife(MemberId id) {
    return number(new Node(stateOf(id), 0));
  }

  /** Adds a first incarnation that has heard from the others and no longer waits. */
  int settled(MemberId id) {
    ElectionState state = stateOf(id);
    state.answered.addAll(NAMES);
    state.role = ElectionRole.FOLLOWER;
    return number(new Node(state, 0));
  }

  private static ElectionState stateOf(MemberId id) {
    ElectionState state = new ElectionState(id, true, new TermFence(), 0);
    state.discovered = true;
    state.seen = new TreeSet<>(NAMES);
    state.seen.remove(id.name());
    state.membership = Membership.discovered(NAMES);
    return state;
  }

  /** Returns what a message, or {@link #TIME}, does to a node. */
  Outcome outcome(int node, int event) {
    return outcomes.computeIfAbsent(
        (long) node << Integer.SIZE | (event & 0xffff_ffffL),
        key -> workOut(nodes.get(node), event));
  }

  private Outcome workOut(Node node, int event) {
    ElectionState state = node.state().copy();
    Election election = new Election(rules, state, () -> 0L);
    long now =
        event == TIME ? Math.max(node.nowNanos(), election.nextDeadlineNanos()) : node.nowNanos();
    ElectionEvent what =
        event == TIME ? new ElectionEvent.Tick() : messages.get(event).content().event();
    List<Integer> sent = new ArrayList<>();
    long votedTerm = 0;
    for (ElectionAction action : election.handle(now, what)) {
      if (action instanceof ElectionAction.SendVoteRequest a) {
        sent.add(
            number(
                new Message(
                    state.self, any(a.to()), false, new MessagesInFlight.Ask(a.request()))));
      } else if (action instanceof ElectionAction.SendHeartbeat a) {
        sent.add(
            number(
                new Message(
                    state.self, any(a.to()), false, new MessagesInFlight.Beat(a.heartbeat()))));
      } else if (action instanceof ElectionAction.AnswerVote a) {
        sent.add(number(answer(state.self, event, new MessagesInFlight.Vote(a.reply()))));
        if (a.reply().granted() && a.reply().ballot() == Ballot.VOTE) {
          votedTerm = a.reply().ballotTerm();
        }
      } else if (action instanceof ElectionAction.AnswerHeartbeat a) {
        sent.add(number(answer(state.self, event, new MessagesInFlight.BeatReply(a.reply()))));
      }
    }
    boolean led = node.state().role == ElectionRole.MASTER && node.state().term() == state.term();
    long ledTerm = state.role == ElectionRole.MASTER && !led ? state.term() : 0;
    return new Outcome(
        number(new Node(state, now)),
        List.copyOf(sent),
        ledTerm,
        votedTerm,
        votedTerm == 0 ? state.self : messages.get(event).from());
  }

  @Override
  public String toString() {
    return "%,d states of a machine, %,d events worked out"
        .formatted(nodes.size(), outcomes.size());
  }

  boolean hasQuorum(ElectionState state, List<String> names) {
    return rules.quorum.isReached(state.membership, Set.of(), names);
  }

  private Message answer(MemberId from, int event, MessagesInFlight content) {
    return new Message(from, messages.get(event).from(), true, content);
  }

  private static MemberId any(String name) {
    return new MemberId(name, 0);
  }

  private int number(Node node) {
    String text = StateFingerprint.of(node.state(), rules, node.nowNanos());
    return nodeNumbers.computeIfAbsent(
        text,
        key -> {
          nodes.add(node);
          return nodes.size() - 1;
        });
  }

  private int number(Message message) {
    return messageNumbers.computeIfAbsent(
        message,
        key -> {
          messages.add(message);
          return messages.size() - 1;
        });
  }
}
