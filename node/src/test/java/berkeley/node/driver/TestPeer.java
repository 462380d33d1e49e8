package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;

import berkeley.api.NodeState;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.BoundComposition;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;

/** Another node, which answers as a test says: by default at once and right. */
final class TestPeer implements PeerAddress {

  private final String name;
  private final Map<Class<?>, Function<Object, Object>> answers = new HashMap<>();
  private final List<Object> asked = new ArrayList<>();
  private final List<Adjustment> corrections = new ArrayList<>();
  private final Map<Class<?>, String> lost = new HashMap<>();
  private final Queue<Long> nextRoundTrips = new ArrayDeque<>();
  private Runnable afterBurst = () -> {};
  private boolean describesItself = true;
  private boolean electable;
  private boolean takesPushes;
  private Manner manner = Manner.ANSWERS;
  private String failure = "";
  private long roundTripNanos = 50 * MICRO;
  private long offsetNanos;

  /** What becomes of a call. */
  enum Manner {
    /** It is carried out and answered. */
    ANSWERS,
    /** The answer comes although the deadline has passed: the caller's loop was busy. */
    ANSWERS_LATE,
    /** Nothing is heard until the deadline. */
    SILENT,
    /** It fails after a round trip; the process may live. */
    FAILS,
    /** Its host refuses the connection. */
    GONE
  }

  TestPeer(String name) {
    this.name = name;
    answer(Request.Status.class, asked -> status(NodeState.SYNCHRONISED, Role.SLAVE, 0));
    answer(
        Request.Adjust.class,
        request -> {
          corrections.add(request.adjustment());
          return Done.DONE;
        });
    answer(Request.Farewell.class, request -> Done.DONE);
  }

  NodeStatus status(NodeState state, Role role, long term) {
    return new NodeStatus(
        name, 1, 1, role, state, term, "", new Reading(0, 0), 0, 0, 0, 0, 0, 0, 0, "test");
  }

  /** The status of one that knows cluster time to be within these of its epoch. */
  NodeStatus knowing(long term, long epoch, long earliestNanos, long latestNanos) {
    return new NodeStatus(
        name,
        1,
        1,
        Role.SLAVE,
        NodeState.SYNCHRONISED,
        term,
        "",
        new Reading(0, 0),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        "test",
        epoch,
        earliestNanos,
        latestNanos,
        0,
        BoundComposition.UNKNOWN);
  }

  /** Makes it a clock of which nothing but the time is known. */
  TestPeer foreign() {
    describesItself = false;
    return this;
  }

  TestPeer electable() {
    electable = true;
    return this;
  }

  TestPeer takingPushes() {
    takesPushes = true;
    return this;
  }

  /** Sets how far it is ahead of the caller's ticks. */
  TestPeer ahead(Duration offset) {
    offsetNanos = offset.toNanos();
    return this;
  }

  TestPeer roundTrip(Duration roundTrip) {
    roundTripNanos = roundTrip.toNanos();
    return this;
  }

  /** Sets the round trips of the next calls; a burst is one. */
  TestPeer nextRoundTrips(Duration... roundTrips) {
    for (Duration roundTrip : roundTrips) {
      nextRoundTrips.add(roundTrip.toNanos());
    }
    return this;
  }

  /** Does something once its next burst has been read. */
  TestPeer afterNextBurst(Runnable work) {
    afterBurst = work;
    return this;
  }

  /** Makes requests of a kind fail for a reason, and no others. */
  TestPeer losing(Class<?> kind, String reason) {
    lost.put(kind, reason);
    return this;
  }

  TestPeer is(Manner now) {
    manner = now;
    failure = now == Manner.GONE ? "ConnectException: refused" : "no answer within the deadline";
    return this;
  }

  /** Makes calls fail for a reason. */
  TestPeer failing(String reason) {
    manner = Manner.FAILS;
    failure = reason;
    return this;
  }

  /** Sets what a kind of request is answered; whoever throws refuses it. */
  @SuppressWarnings("unchecked")
  <T, R extends Request<T>> TestPeer answer(Class<R> kind, Function<R, T> answering) {
    answers.put(kind, request -> answering.apply((R) request));
    return this;
  }

  @SuppressWarnings("unchecked") // each request says what it is answered
  <T> T answerTo(Request<T> request) {
    asked.add(request);
    Function<Object, Object> answering = answers.get(request.getClass());
    if (answering == null) {
      throw new IllegalStateException("not expected by " + name + ": " + request);
    }
    return (T) answering.apply(request);
  }

  void burstAsked() {
    asked.add("burst");
  }

  void burstRead() {
    Runnable work = afterBurst;
    afterBurst = () -> {};
    work.run();
  }

  /** Returns why requests of this kind fail, empty if they do not. */
  Optional<String> lossOf(Request<?> request) {
    return Optional.ofNullable(lost.get(request.getClass()));
  }

  /** Returns the requests of a kind that have reached it, oldest first. */
  <R> List<R> asked(Class<R> kind) {
    return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns how many bursts have reached it. */
  int bursts() {
    return asked(String.class).size();
  }

  /** Returns the corrections that it has applied, oldest first. */
  List<Adjustment> corrections() {
    return List.copyOf(corrections);
  }

  String name() {
    return name;
  }

  Manner manner() {
    return manner;
  }

  String failure() {
    return failure;
  }

  /** Returns how long the next call takes. */
  long takeRoundTripNanos() {
    Long next = nextRoundTrips.poll();
    return next == null ? roundTripNanos : next;
  }

  long timeAt(long ticks) {
    return ticks + offsetNanos;
  }

  @Override
  public boolean describesItself() {
    return describesItself;
  }

  @Override
  public boolean isElectable() {
    return electable;
  }

  @Override
  public boolean takesPushes() {
    return takesPushes;
  }

  @Override
  public String toString() {
    return name;
  }
}
