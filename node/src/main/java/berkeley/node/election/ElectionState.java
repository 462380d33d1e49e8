package berkeley.node.election;

import static java.util.Objects.requireNonNull;

import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that a node remembers about elections since its start. Data only; all instants are the node's
 * own ticks.
 */
final class ElectionState {

  /**
   * A mastership that is refused for its term.
   *
   * @param incarnation which life of the master
   * @param sinceNanos when it was refused first
   * @param untilNanos when it was refused last
   */
  record Claim(long incarnation, long sinceNanos, long untilNanos) {}

  final MemberId self;
  final boolean electable;
  final long startedNanos;

  ElectionRole role;

  /**
   * The newest term that this node takes part in, and the one node that it has obeyed in it, itself
   * included: the node's own, which corrections pass as well.
   */
  final TermFence fence;

  /** Whether the master of {@link #fence} is another node that has not been given up. */
  boolean following;

  /**
   * The newest term in which this node has voted, or may have voted in an earlier incarnation:
   * while it waits, the newest that it hears of.
   */
  long votedTerm;

  /** The candidate that it voted for in {@link #votedTerm}, if it knows. */
  Optional<MemberId> votedFor = Optional.empty();

  Membership membership;

  /** The newest list of members that was given up, since nobody knows most of them any more. */
  Optional<Membership> abandoned = Optional.empty();

  /** Since when most of the listed members have been unknown to every registry. */
  Optional<Long> unknownSinceNanos = Optional.empty();

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

  /** Until when a heartbeat that it has acknowledged, or its own lease, binds this node. */
  long boundUntilNanos;

  /** Whom it is bound to until then. */
  Optional<MemberId> boundTo = Optional.empty();

  /** The phase that the newest heartbeat announced by which it was bound in this life. */
  long boundPhase;

  /** When this node stands for election, if it hears from no master before. */
  long standsAtNanos;

  /** Until when it lets others stand first, since it was asked to step down. */
  long makesRoomUntilNanos;

  /** When the present candidacy began. */
  long candidateSinceNanos;

  /** The nodes that have voted for the present candidacy. */
  final NavigableSet<String> granted = new TreeSet<>();

  /** The newest term of each node that has answered the present candidacy. */
  final Map<String, Long> reportedTerms = new TreeMap<>();

  /** The list of each of these nodes. */
  final Map<String, Membership> reportedLists = new TreeMap<>();

  /** The newest list of a newer term that was heard of during the present candidacy. */
  Optional<Membership> newerList = Optional.empty();

  /** The masterships that this node refuses, by name, while it has no master. */
  final Map<String, Claim> claims = new TreeMap<>();

  /** The voters that have been bound by no later phase than {@link #witnessedPhase}. */
  final NavigableSet<String> witnesses = new TreeSet<>();

  /** The phase that this node's clock was in when it stood. */
  long witnessedPhase;

  /** An epoch that others have told of; 0 if none has. */
  long knownEpoch;

  /** When it last heard of a master, or led. */
  long ledUntilNanos;

  /** Whether it has let those go first that know cluster time, since it last had a master. */
  boolean gaveWay;

  /** When this node was elected. */
  long masterSinceNanos;

  /** Whether a majority has acknowledged it since then. */
  boolean leaseBegun;

  /** When the newest heartbeat that each member has accepted was sent. */
  final Map<String, Long> contactNanos = new TreeMap<>();

  /** The nodes that have adopted the present membership. */
  final NavigableSet<String> informed = new TreeSet<>();

  /** When the next heartbeat, or the next recovery query, is due. */
  long nextSendNanos;

  ElectionState(MemberId self, boolean electable, TermFence fence, long nowNanos) {
    this.self = self;
    this.fence = fence;
    this.electable = electable;
    role = electable ? ElectionRole.WAITING : ElectionRole.FOLLOWER;
    membership = Membership.discovered(electable ? List.of(self.name()) : List.of());
    startedNanos = nowNanos;
    boundUntilNanos = nowNanos;
    ledUntilNanos = nowNanos;
    standsAtNanos = nowNanos;
    makesRoomUntilNanos = nowNanos;
    candidateSinceNanos = nowNanos;
    masterSinceNanos = nowNanos;
    nextSendNanos = nowNanos;
  }

  /** Returns a copy that shares no mutable state. */
  ElectionState copy() {
    ElectionState copy = new ElectionState(self, electable, fence.copy(), startedNanos);
    copy.role = role;
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
    copy.abandoned = abandoned;
    copy.unknownSinceNanos = unknownSinceNanos;
    copy.boundUntilNanos = boundUntilNanos;
    copy.ledUntilNanos = ledUntilNanos;
    copy.boundTo = boundTo;
    copy.boundPhase = boundPhase;
    copy.leaseBegun = leaseBegun;
    copy.witnesses.addAll(witnesses);
    copy.witnessedPhase = witnessedPhase;
    copy.knownEpoch = knownEpoch;
    copy.gaveWay = gaveWay;
    copy.standsAtNanos = standsAtNanos;
    copy.makesRoomUntilNanos = makesRoomUntilNanos;
    copy.candidateSinceNanos = candidateSinceNanos;
    copy.granted.addAll(granted);
    copy.reportedTerms.putAll(reportedTerms);
    copy.reportedLists.putAll(reportedLists);
    copy.newerList = newerList;
    copy.claims.putAll(claims);
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

  /** Returns the newest term that this node takes part in; 0 before the first. */
  long term() {
    return fence.term();
  }

  /** Returns the one node that it has obeyed in {@link #term}, itself included, or empty. */
  String obeyed() {
    return fence.master();
  }

  /** Returns the newest term that this node takes part in or may have voted in. */
  long newestTerm() {
    return Math.max(term(), votedTerm);
  }

  /** Returns whether it stands for election. */
  boolean isCandidate() {
    return role == ElectionRole.PRE_CANDIDATE || role == ElectionRole.CANDIDATE;
  }

  /** Returns whether this node is one of the members whose majority elects. */
  boolean isMember() {
    return electable && membership.members().contains(self.name());
  }

  /** Returns the members that left so long ago that no acknowledgement of theirs counts. */
  Set<String> departedFor(long nanos, long nowNanos) {
    return departed.keySet().stream()
        .filter(name -> isPast(requireNonNull(departedNanos.get(name)) + nanos, nowNanos))
        .collect(Collectors.toSet());
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
