package berkeley.node.driver;

import berkeley.api.environment.Network;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.node.driver.TestPeer.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A network whose peers answer as they were told. Counts how many calls are under way. */
final class HandDrivenNetwork implements Network {

  private static final String SILENT = "no answer within the deadline";

  private final HandDrivenEnvironment environment;
  private final List<Sent> sent = new ArrayList<>();
  private RuntimeException fault;
  private List<Long> probing = List.of();
  private int nearCallsAtOnce = 6;
  private int underWay;
  private int mostUnderWay;

  /**
   * A call that has begun.
   *
   * @param name who was asked
   * @param request what; empty for a burst
   * @param ticks when
   * @param deadlineTicks until when
   */
  record Sent(String name, Object request, long ticks, long deadlineTicks) {}

  HandDrivenNetwork(HandDrivenEnvironment environment) {
    this.environment = environment;
  }

  /** Makes the next call fail within this process: a fault of the program. */
  void breakNextCall(RuntimeException how) {
    fault = how;
  }

  /** Sets how long the first probes of each burst take. */
  void probing(Long... roundTrips) {
    probing = List.of(roundTrips);
  }

  /** Returns all calls that have begun, in order. */
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Returns who was sent requests of a kind, in order. */
  List<String> sentTo(Class<?> kind) {
    return sent.stream().filter(one -> kind.isInstance(one.request())).map(Sent::name).toList();
  }

  int underWay() {
    return underWay;
  }

  /** Returns how many calls were under way at once at most. */
  int mostUnderWay() {
    return mostUnderWay;
  }

  @Override
  public int nearCallsAtOnce() {
    return nearCallsAtOnce;
  }

  void nearCallsAtOnce(int calls) {
    nearCallsAtOnce = calls;
  }

  @Override
  public void burst(
      String name,
      PeerAddress to,
      BurstLength length,
      long deadlineTicks,
      Consumer<Reply<List<Probe>>> then) {
    begin(new Sent(name, "", environment.ticks(), deadlineTicks));
    TestPeer peer = (TestPeer) to;
    if (peer.manner() != Manner.ANSWERS && peer.manner() != Manner.ANSWERS_LATE) {
      fail(peer, deadlineTicks, then);
      return;
    }
    peer.burstAsked();
    boolean isPunctual = peer.manner() == Manner.ANSWERS;
    List<Probe> probes = new ArrayList<>();
    long now = environment.ticks();
    long best = Long.MAX_VALUE;
    long usual = peer.takeRoundTripNanos();
    long roundTrip = probing.isEmpty() ? usual : probing.get(0);
    while (!length.isReached(probes.size(), best)
        && !(isPunctual && now + roundTrip - deadlineTicks > 0)) {
      probes.add(new Probe(now, now + roundTrip, peer.timeAt(now + roundTrip / 2)));
      best = Math.min(best, roundTrip);
      now += roundTrip;
      roundTrip = probes.size() < probing.size() ? probing.get(probes.size()) : usual;
    }
    peer.burstRead();
    if (probes.isEmpty()) {
      end(deadlineTicks, () -> new Reply.Lost<>(SILENT, false), then);
    } else {
      end(now, () -> new Reply.Value<>(List.copyOf(probes)), then);
    }
  }

  @Override
  public <T> void call(
      String name,
      PeerAddress to,
      Request<T> request,
      long deadlineTicks,
      Consumer<Reply<T>> then) {
    begin(new Sent(name, request, environment.ticks(), deadlineTicks));
    TestPeer peer = (TestPeer) to;
    if (peer.manner() != Manner.ANSWERS && peer.manner() != Manner.ANSWERS_LATE) {
      fail(peer, deadlineTicks, then);
      return;
    }
    long answered = environment.ticks() + peer.takeRoundTripNanos();
    Optional<String> loss = peer.lossOf(request);
    if (loss.isPresent()) {
      end(answered, () -> new Reply.Lost<>(loss.get(), false), then);
      return;
    }
    boolean isLate = answered - deadlineTicks > 0 && peer.manner() == Manner.ANSWERS;
    end(
        isLate ? deadlineTicks : answered,
        isLate ? () -> new Reply.Lost<>(SILENT, false) : () -> reply(peer, request),
        then);
    if (isLate) {
      environment.at(answered, () -> reply(peer, request)); // nobody knows, but it is carried out
    }
  }

  private static <T> Reply<T> reply(TestPeer peer, Request<T> request) {
    try {
      return new Reply.Value<>(peer.answerTo(request));
    } catch (RuntimeException e) {
      return new Reply.Refused<>(e, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private <T> void fail(TestPeer peer, long deadlineTicks, Consumer<Reply<T>> then) {
    boolean isSilent = peer.manner() == Manner.SILENT;
    long knownTicks = environment.ticks() + peer.takeRoundTripNanos();
    end(
        isSilent || knownTicks - deadlineTicks > 0 ? deadlineTicks : knownTicks,
        () -> new Reply.Lost<>(peer.failure(), peer.manner() == Manner.GONE),
        then);
  }

  private void begin(Sent call) {
    if (fault != null) {
      RuntimeException thrown = fault;
      fault = null;
      throw thrown;
    }
    sent.add(call);
    underWay++;
    mostUnderWay = Math.max(mostUnderWay, underWay);
  }

  private <T> void end(long atTicks, Supplier<Reply<T>> reply, Consumer<Reply<T>> then) {
    environment.at(
        atTicks,
        () -> {
          underWay--;
          then.accept(reply.get());
        });
  }
}
