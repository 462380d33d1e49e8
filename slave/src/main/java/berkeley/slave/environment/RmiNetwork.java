package berkeley.slave.environment;

import berkeley.api.environment.EventLoop;
import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.Network;
import berkeley.api.environment.PeerAddress;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.environment.Request.Done;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.ElectionRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.PushRemote;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.log.LogText;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.UnreachedException;
import java.rmi.ConnectException;
import java.rmi.NoSuchObjectException;
import java.rmi.RemoteException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls over RMI. Each runs on a thread of its own from its begin to its end, a whole burst
 * included, so nothing comes between its probes. Safe for use by several threads.
 */
public final class RmiNetwork implements Network {

  private static final int WARM_UP_CALLS = 50;

  /** Warming up takes about this part of the time at most. */
  private static final int WARM_UP_SHARE = 4;

  private static final int NEAR_CALLS_PER_PROCESSOR = 3;

  /**
   * A remote clock, as looked up in a registry.
   *
   * @param clock its stub
   */
  public record RmiAddress(ClockRemote clock) implements PeerAddress {

    @Override
    public boolean describesItself() {
      return clock instanceof NodeRemote;
    }

    @Override
    public boolean isElectable() {
      return clock instanceof ElectionRemote;
    }

    @Override
    public boolean takesPushes() {
      return clock instanceof PushRemote;
    }

    static ClockRemote clockOf(PeerAddress address) {
      return ((RmiAddress) address).clock;
    }
  }

  private final EventLoop loop;
  private final Executor threads;
  private final LongSupplier ticks;
  private final Burst burst;
  private final Set<ClockRemote> warm =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /**
   * Creates a network without calls under way.
   *
   * @param loop where answers are told
   * @param threads where calls are made
   * @param ticks the node's counter, which is the host's
   */
  public RmiNetwork(EventLoop loop, Executor threads, LongSupplier ticks) {
    this.loop = loop;
    this.threads = threads;
    this.ticks = ticks;
    this.burst = new Burst(ticks);
  }

  @Override
  public void burst(
      String name,
      PeerAddress to,
      BurstLength length,
      long deadlineTicks,
      Consumer<Reply<List<Probe>>> then) {
    ClockRemote clock = RmiAddress.clockOf(to);
    make(deadlineTicks, () -> probe(name, clock, length, deadlineTicks), then);
  }

  private Reply<List<Probe>> probe(
      String name, ClockRemote clock, BurstLength length, long deadlineTicks) {
    try {
      if (warm.add(clock)) {
        warmUp(name, clock, deadlineTicks);
      }
      return new Reply.Value<>(burst.probe(name, clock, length, deadlineTicks));
    } catch (ProbeFailedException e) {
      warm.remove(clock);
      return new Reply.Lost<>(LogText.of(e), isGone(e.getCause()));
    }
  }

  /**
   * The first calls between two young processes load classes on both sides and take many times as
   * long as later ones; they would make a poor first sample, from which a clock is stepped. Over a
   * distance that matters little, and there is no time for many calls.
   */
  private void warmUp(String name, ClockRemote clock, long deadlineTicks)
      throws ProbeFailedException {
    long now = ticks.getAsLong();
    long until = now + (deadlineTicks - now) / WARM_UP_SHARE;
    int calls = 0;
    do {
      burst.probe(name, clock, 1, deadlineTicks);
      calls += 2;
    } while (calls < WARM_UP_CALLS && ticks.getAsLong() - until < 0);
  }

  @Override
  public <T> void call(
      String name,
      PeerAddress to,
      Request<T> request,
      long deadlineTicks,
      Consumer<Reply<T>> then) {
    ClockRemote clock = RmiAddress.clockOf(to);
    make(deadlineTicks, () -> ask(name, clock, request, deadlineTicks), then);
  }

  private <T> Reply<T> ask(String name, ClockRemote clock, Request<T> request, long deadlineTicks) {
    try {
      return new Reply.Value<>(RemoteCall.get(deadlineTicks, name, () -> answer(clock, request)));
    } catch (RemoteException e) {
      return new Reply.Lost<>(LogText.of(e), isGone(e));
    } catch (RuntimeException e) {
      return new Reply.Refused<>(e, LogText.of(e));
    } catch (Error e) {
      // A hostile answer can end in one: a StackOverflowError in reading it, say.
      return new Reply.Lost<>(LogText.of(e), false);
    }
  }

  @SuppressWarnings("unchecked") // each request says what it is answered
  private <T> T answer(ClockRemote clock, Request<T> request) throws RemoteException {
    Object answer;
    if (request instanceof Request.Status) {
      answer = ((NodeRemote) clock).status();
    } else if (request instanceof Request.Adjust adjust) {
      clock.adjust(adjust.adjustment());
      answer = Done.DONE;
    } else if (request instanceof Request.Vote vote) {
      answer = ((ElectionRemote) clock).vote(vote.request());
    } else if (request instanceof Request.Beat beat) {
      answer = ((ElectionRemote) clock).heartbeat(beat.heartbeat());
    } else if (request instanceof Request.Farewell farewell) {
      ((ElectionRemote) clock).leave(farewell.leave());
      answer = Done.DONE;
    } else if (request instanceof Request.Push push) {
      answer = ((PushRemote) clock).push(push.reading());
    } else {
      throw new IllegalStateException("unknown request: " + request);
    }
    return (T) answer;
  }

  /** Who does not answer, or shows no certificate that we trust, may be alive. */
  private static boolean isGone(@Nullable Throwable cause) {
    return cause instanceof NoSuchObjectException
        || (cause instanceof ConnectException refused
            && !(refused.getCause() instanceof UnreachedException));
  }

  private interface Work<T> {
    Reply<T> result();
  }

  /** The sockets keep the deadline; where other sockets are in force, the timer does. */
  private <T> void make(long deadlineTicks, Work<T> work, Consumer<Reply<T>> then) {
    AtomicBoolean over = new AtomicBoolean();
    Consumer<Reply<T>> once =
        reply -> {
          if (over.compareAndSet(false, true)) {
            then.accept(reply);
          }
        };
    Timer timer = loop.at(deadlineTicks, () -> once.accept(Reply.Lost.late()));
    threads.execute(
        () -> {
          Reply<T> reply = work.result();
          loop.execute(
              () -> {
                timer.cancel();
                once.accept(reply);
              });
        });
  }

  @Override
  public int nearCallsAtOnce() {
    return NEAR_CALLS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
  }
}
