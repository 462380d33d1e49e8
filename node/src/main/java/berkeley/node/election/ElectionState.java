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
 * All that one life of a node remembers about elections. Data only; all instants are the node's own
 * ticks.
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
   * The newest term in which this node has voted, or may have voted in an earlier life: while it
   * waits, the newest of which it hears.
   */
  long votedTerm;

  /** For whom it voted in {@link #votedTerm}, where it knows. */
  Optional<MemberId> votedFor = Optional.empty();

  Membership membership;

  /** Whether discovery has spoken at all. */
  boolean discovered;

  /** Other electable nodes that discovery finds. */
  NavigableSet<String> seen = new TreeSet<>();

  /**
   * Who has answered this life. A question of theirs is no answer: it may be older than this life,
   * and then tells nothing of what its earlier life has promised since.
   */
  final NavigableSet<String> answered = new TreeSet<>();

  /** When each other node was last heard. */
  final Map<String, Long> heardNanos = new TreeMap<>();

  /** The lives that have said farewell. */
  final Map<String, Long> departed = new TreeMap<>();

  /** When each of them was heard to. */
  final Map<String, Long> departedNanos = new TreeMap<>();

  /** Until when a heartbeat binds this node's vote. */
  long leaseUntilNanos;

  /** When this node stands, if nothing is heard. */
  long patienceUntilNanos;

  /** When the present candidacy began. */
  long candidateSinceNanos;

  /** Who has said yes to the present candidacy. */
  final NavigableSet<String> granted = new TreeSet<>();

  /** When this node became master. */
  long masterSinceNanos;

  /** When the newest heartbeat that each member has accepted was sent. */
  final Map<String, Long> contactNanos = new TreeMap<>();

  /** Who has taken over the present membership. */
  final NavigableSet<String> informed = new TreeSet<>();

  /** When the next heartbeat, or the next canvass, is due. */
  long nextSendNanos;

  ElectionState(MemberId self, boolean electable, long nowNanos) {
    this.self = self;
    this.electable = electable;
    role = electable ? ElectionRole.WAITING : ElectionRole.FOLLOWER;
    membership = Membership.discovered(electable ? List.of(self.name()) : List.of());
    startedNanos = nowNanos;
    leaseUntilNanos = nowNanos;
    patienceUntilNanos = nowNanos;
    candidateSinceNanos = nowNanos;
    masterSinceNanos = nowNanos;
    nextSendNanos = nowNanos;
  }

  /** A copy that shares nothing that changes. */
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
    copy.patienceUntilNanos = patienceUntilNanos;
    copy.candidateSinceNanos = candidateSinceNanos;
    copy.granted.addAll(granted);
    copy.masterSinceNanos = masterSinceNanos;
    copy.contactNanos.putAll(contactNanos);
    copy.informed.addAll(informed);
    copy.nextSendNanos = nextSendNanos;
    return copy;
  }

  /** Whether an instant lies in the past or is now; right even where the ticks overflow. */
  static boolean isPast(long instantNanos, long nowNanos) {
    return nowNanos - instantNanos >= 0;
  }

  /** The newest term that this node knows to have been asked for. */
  long newestTerm() {
    return Math.max(term, votedTerm);
  }

  /** Whether this node counts among those whose majority elects. */
  boolean isMember() {
    return electable && membership.members().contains(self.name());
  }

  /** The other members that have not left. */
  NavigableSet<String> peers() {
    NavigableSet<String> peers = new TreeSet<>(membership.members());
    peers.remove(self.name());
    peers.removeAll(departed.keySet());
    return peers;
  }

  /** The other members, and those who may become members. */
  NavigableSet<String> audience() {
    NavigableSet<String> audience = peers();
    audience.addAll(seen);
    audience.removeAll(departed.keySet());
    return audience;
  }

  /** Those who have not answered this life. */
  NavigableSet<String> unanswered() {
    NavigableSet<String> unanswered = audience();
    unanswered.removeAll(answered);
    return unanswered;
  }
}
