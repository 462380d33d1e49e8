package berkeley.node.election;

import berkeley.api.wire.Ballot;
import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.Leave;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.Membership;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The machine of node m, of a, m and z, and what the others say to it. */
final class ElectionHarness {

  static final ElectionSettings SETTINGS = ElectionSettings.forPeriod(Duration.ofSeconds(1));
  static final long LEASE = SETTINGS.leaseNanos();
  static final long MASTER_LEASE = SETTINGS.masterLeaseNanos();
  static final MemberId A = new MemberId("a", 1);
  static final MemberId M = new MemberId("m", 1);
  static final MemberId Z = new MemberId("z", 1);

  final ClockUnderTest clock = new ClockUnderTest();
  final Election election;
  long now;

  /** The phase that votes and heartbeats of others name. */
  long phase;

  /** The epoch that candidates know. */
  long epoch;

  ElectionHarness() {
    this(true);
  }

  ElectionHarness(boolean electable) {
    election = new Election(SETTINGS, M, electable, new TermFence(), clock, new Random(1), 0);
  }

  List<ElectionAction> feed(ElectionEvent event) {
    return election.handle(now, event);
  }

  List<ElectionAction> tickAt(long nanos) {
    now = nanos;
    return feed(new ElectionEvent.Tick());
  }

  void pass(long nanos) {
    now += nanos;
  }

  /** Learns of the others, and lets the wait of a node that has just started go by. */
  ElectionHarness takePart() {
    feed(new ElectionEvent.MembersSeen(Set.of("a", "z")));
    for (MemberId other : List.of(A, Z)) {
      feed(
          new ElectionEvent.VoteAnswered(
              new VoteReply(
                  other,
                  Ballot.RECOVERY_QUERY,
                  0,
                  false,
                  0,
                  Membership.discovered(List.of("a", "m", "z")),
                  0,
                  0)));
    }
    tickAt(now + SETTINGS.sitOutNanos());
    return this;
  }

  /** Lets its own timeout pass. */
  void stand() {
    while (election.role() != ElectionRole.PRE_CANDIDATE) {
      tickAt(election.nextDeadlineNanos());
    }
  }

  VoteReply ask(MemberId from, Ballot ballot, long term) {
    return ask(from, ballot, term, election.membership());
  }

  VoteReply ask(MemberId from, Ballot ballot, long term, Membership list) {
    VoteRequest request = new VoteRequest(from, ballot, term, list, epoch);
    return feed(new ElectionEvent.VoteRequested(request)).stream()
        .filter(ElectionAction.AnswerVote.class::isInstance)
        .map(action -> ((ElectionAction.AnswerVote) action).reply())
        .findFirst()
        .orElseThrow();
  }

  HeartbeatReply beat(MemberId from, long term) {
    Heartbeat heartbeat = new Heartbeat(from, term, now, election.membership(), phase);
    return feed(new ElectionEvent.HeartbeatReceived(heartbeat)).stream()
        .filter(ElectionAction.AnswerHeartbeat.class::isInstance)
        .map(action -> ((ElectionAction.AnswerHeartbeat) action).reply())
        .findFirst()
        .orElseThrow();
  }

  ElectionAction.AnswerCorrection correction(MemberId from, long term) {
    return feed(new ElectionEvent.CorrectionReceived(term, from.name(), from.incarnation()))
        .stream()
        .filter(ElectionAction.AnswerCorrection.class::isInstance)
        .map(ElectionAction.AnswerCorrection.class::cast)
        .findFirst()
        .orElseThrow();
  }

  List<ElectionAction> vote(MemberId from, Ballot ballot, long term) {
    return feed(
        new ElectionEvent.VoteAnswered(
            new VoteReply(from, ballot, term, true, 0, election.membership(), epoch, phase)));
  }

  /** Refuses a ballot, and reports a term and a list. */
  List<ElectionAction> refuse(
      MemberId from, Ballot ballot, long term, long known, Membership list) {
    return feed(
        new ElectionEvent.VoteAnswered(
            new VoteReply(from, ballot, term, false, known, list, epoch, phase)));
  }

  /** Wins a term by the votes of one other. */
  List<ElectionAction> win(MemberId voter, long term) {
    stand();
    vote(voter, Ballot.PRE_VOTE, term);
    return vote(voter, Ballot.VOTE, term);
  }

  /** Acknowledges a heartbeat that was sent at that instant. */
  List<ElectionAction> acknowledge(MemberId from, long sentNanos) {
    return acknowledge(from, sentNanos, true);
  }

  List<ElectionAction> acknowledge(MemberId from, long sentNanos, boolean binds) {
    long term = election.term();
    return feed(
        new ElectionEvent.HeartbeatAnswered(
            new HeartbeatReply(from, term, sentNanos, true, term, election.membership(), binds)));
  }

  List<ElectionAction> leave(MemberId who, long term) {
    return feed(new ElectionEvent.MemberLeft(new Leave(who, term)));
  }

  boolean leads() {
    return election.leads(now);
  }
}
