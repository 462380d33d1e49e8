package berkeley.simulator.environment;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.Network;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.StaleTermException;
import berkeley.simulator.environment.MessageCarrier.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The network as one process sees it. A process that has ended refuses connections; who asks a
 * stopped one hears nothing. Not safe for use by several threads.
 */
final class SimulatedNetworkPort implements Network {

  private static final int NEAR_CALLS_AT_ONCE = 6;

  private final SimulatedProcess own;
  private final MessageCarrier carrier;
  private final MessageObserver observer;

  SimulatedNetworkPort(SimulatedProcess own, MessageCarrier carrier, MessageObserver observer) {
    this.own = own;
    this.carrier = carrier;
    this.observer = observer;
  }

  @Override
  public int nearCallsAtOnce() {
    return NEAR_CALLS_AT_ONCE;
  }

  @Override
  public void burst(
      String name,
      PeerAddress to,
      BurstLength length,
      long deadlineTicks,
      Consumer<Reply<List<Probe>>> then) {
    new Burst((SimulatedPeer) to, length, then).begin(deadlineTicks);
  }

  /** Some readings of one clock, one exchange after the other. */
  private final class Burst {
    private final SimulatedPeer to;
    private final BurstLength length;
    private final Consumer<Reply<List<Probe>>> then;
    private final List<Probe> probes = new ArrayList<>();
    private long best = Long.MAX_VALUE;
    private Timer timer = () -> {};
    private boolean over;

    Burst(SimulatedPeer to, BurstLength length, Consumer<Reply<List<Probe>>> then) {
      this.to = to;
      this.length = length;
      this.then = then;
    }

    void begin(long deadlineTicks) {
      timer = own.at(deadlineTicks, () -> end(Reply.Lost.late()));
      ask();
    }

    private void ask() {
      long sent = own.ticks();
      int number = probes.size();
      carrier.send(
          own,
          to.process(),
          Kind.PROBE,
          () -> {
            if (to.process().hasEnded()) {
              back(() -> end(new Reply.Lost<>("connection refused", true)));
            } else {
              to.process().run(() -> read(sent, number));
            }
          });
    }

    private void read(long sentTicks, int number) {
      observer.probed(to);
      long said = to.time();
      back(() -> take(sentTicks, said, number));
    }

    private void back(Runnable arrival) {
      carrier.send(to.process(), own, Kind.PROBE, () -> own.run(arrival));
    }

    private void take(long sentTicks, long said, int number) {
      if (over || number != probes.size()) {
        return; // late, or for the second time
      }
      Probe probe = new Probe(sentTicks, own.ticks(), said);
      probes.add(probe);
      best = Math.min(best, probe.rttNanos());
      if (length.isReached(probes.size(), best)) {
        end(new Reply.Value<>(probes));
      } else {
        ask();
      }
    }

    /** What has been read counts also where the rest is lost. */
    private void end(Reply<List<Probe>> reply) {
      if (!over) {
        over = true;
        timer.cancel();
        then.accept(probes.isEmpty() ? reply : new Reply.Value<>(probes));
      }
    }
  }

  @Override
  public <T> void call(
      String name,
      PeerAddress to,
      Request<T> request,
      long deadlineTicks,
      Consumer<Reply<T>> then) {
    new Call<>((SimulatedPeer) to, request, then).begin(deadlineTicks);
  }

  /** One call. */
  private final class Call<T> {
    private final SimulatedPeer to;
    private final Request<T> request;
    private final Consumer<Reply<T>> then;
    private final Kind kind;
    private Timer timer = () -> {};
    private boolean accepted;
    private boolean over;

    Call(SimulatedPeer to, Request<T> request, Consumer<Reply<T>> then) {
      this.to = to;
      this.request = request;
      this.then = then;
      this.kind = request instanceof Request.Adjust ? Kind.CORRECTION : Kind.OTHER;
    }

    void begin(long deadlineTicks) {
      timer = own.at(deadlineTicks, () -> end(Reply.Lost.late()));
      carrier.send(
          own,
          to.process(),
          kind,
          () -> {
            if (to.process().hasEnded()) {
              back(new Reply.Lost<>("connection refused", true));
            } else {
              to.process().run(this::arrive);
            }
          });
    }

    private void arrive() {
      observer.arrived(own, to, request);
      Reply<T> reply = reply();
      observer.answered(own, to, request, reply);
      if (request instanceof Request.Adjust adjust && reply instanceof Reply.Value && !accepted) {
        accepted = true;
        observer.accepted(to, adjust.adjustment());
      }
      back(reply);
    }

    @SuppressWarnings("unchecked") // each request says what it is answered
    private Reply<T> reply() {
      try {
        return new Reply.Value<>((T) to.answer(request));
      } catch (StaleTermException | IllegalArgumentException | IllegalStateException e) {
        return new Reply.Refused<>(e, String.valueOf(e));
      }
    }

    private void back(Reply<T> reply) {
      carrier.send(to.process(), own, kind, () -> own.run(() -> end(reply)));
    }

    private void end(Reply<T> reply) {
      if (!over) {
        over = true;
        timer.cancel();
        then.accept(reply);
      }
    }
  }
}
