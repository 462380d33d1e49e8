package berkeley.node.election;

import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a node remembers about elections since its start. Data only; all instants are the node's
 * own ticks.
 */
final class ElectionState {

  final MemberId self;
  final boolean electable;
  final long startedNanos;

  ElectionRole role;

  /** The newest term that this node takes part in. Never falls. */
  long term;

  /** The one node that this node has obeyed in {@link #term}, itself included, or empty. */
  String obeyed = "";

  /** Whether {@link #obeyed} is another node that has not been given up. */
  boolean following;

  /**
   * The newest term in which this node has voted, or may have voted in an earlier incarnation:
   * while it waits, the newest that it hears of.
   */
  long votedTerm;

  /** The candidate that it voted for in {@link #votedTerm}, if it knows. */
  Optional<MemberId> votedFor = Optional.empty();

  Membership membership;

  /** Whether discovery has delivered a complete view. */
  boolean discovered;

  /** Other electable nodes that discovery finds. */
  NavigableSet<String> seen = new TreeSet<>();

  /**
   * The nodes that have answered this incarnation. A request of theirs is no answer: it may be
   * older than this incarnation, and then does not tell what the earlier one has promised since.
   */
  final NavigableSet<String> answered = new TreeSet<>();

  /** When each other node was last heard. */
  final Map<String, Long> heardNanos = new TreeMap<>();

  /** The incarnations that have left, by name. */
  final Map<String, Long> departed = new TreeMap<>();

  /** When each notice of leave was received. */
  final Map<String, Long> departedNanos = new TreeMap<>();

  /** Until when a heartbeat binds this node's vote. */
  long leaseUntilNanos;

  /** When this node stands for election, if it hears from no master before. */
  long standsAtNanos;

  /** When the present candidacy began. */
  long candidateSinceNanos;

  /** The nodes that have voted for the present candidacy. */
  final NavigableSet<String> granted = new TreeSet<>();

  /** When this node became master. */
  long masterSinceNanos;

  /** When the newest heartbeat that each member has accepted was sent. */
  final Map<String, Long> contactNanos = new TreeMap<>();

  /** The nodes that have adopted the present membership. */
  final NavigableSet<String> informed = new TreeSet<>();

  /** When the next heartbeat, or the next recovery query, is due. */
  long nextSendNanos;

  ElectionState(MemberId self, boolean electable, long nowNanos) {
    this.self = self;
    this.electable = electable;
    role = electable ? ElectionRole.WAITING : ElectionRole.FOLLOWER;
    membership = Membership.discovered(electable ? List.of(self.name()) : List.of());
    startedNanos = nowNanos;
    leaseUntilNanos = nowNanos;
    standsAtNanos = nowNanos;
    candidateSinceNanos = nowNanos;
    masterSinceNanos = nowNanos;
    nextSendNanos = nowNanos;
  }

  /** Returns a copy that shares no mutable state. */
  ElectionState copy() {
    ElectionState copy = new ElectionState(self, electable, startedNanos);
    copy.role = role;
    copy.term = term;
    copy.obeyed = obeyed;
    copy.following = following;
    copy.votedTerm = votedTerm;
    copy.votedFor = votedFor;
    copy.membership = membership;
    copy.discovered = discovered;
    copy.seen = new TreeSet<>(seen);
    copy.answered.addAll(answered);
    copy.heardNanos.putAll(heardNanos);
    copy.departed.putAll(departed);
    copy.departedNanos.putAll(departedNanos);
    copy.leaseUntilNanos = leaseUntilNanos;
    copy.standsAtNanos = standsAtNanos;
    copy.candidateSinceNanos = candidateSinceNanos;
    copy.granted.addAll(granted);
    copy.masterSinceNanos = masterSinceNanos;
    copy.contactNanos.putAll(contactNanos);
    copy.informed.addAll(informed);
    copy.nextSendNanos = nextSendNanos;
    return copy;
  }

  /** Returns whether an instant is past or now; correct even if the ticks overflow. */
  static boolean isPast(long instantNanos, long nowNanos) {
    return nowNanos - instantNanos >= 0;
  }

  /** Returns the newest term that this node takes part in or may have voted in. */
  long newestTerm() {
    return Math.max(term, votedTerm);
  }

  /** Returns whether this node is one of the members whose majority elects. */
  boolean isMember() {
    return electable && membership.members().contains(self.name());
  }

  /** Returns the other members that have not left. */
  NavigableSet<String> peers() {
    NavigableSet<String> peers = new TreeSet<>(membership.members());
    peers.remove(self.name());
    peers.removeAll(departed.keySet());
    return peers;
  }

  /** Returns the other members, and the nodes that may become members. */
  NavigableSet<String> audience() {
    NavigableSet<String> audience = peers();
    audience.addAll(seen);
    audience.removeAll(departed.keySet());
    return audience;
  }

  /** Returns the nodes that have not answered this incarnation. */
  NavigableSet<String> unanswered() {
    NavigableSet<String> unanswered = audience();
    unanswered.removeAll(answered);
    return unanswered;
  }
}
