package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.wire.MemberId;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterSettings;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.discipline.SleepDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one life of a node does of its own accord: keeps itself listed, notices that it slept, takes
 * part in elections, leads, sends its time. What it answers is {@link NodeCore}'s and, where it
 * takes part in the built-in election, {@link #election()}'s.
 *
 * <p>For the node's loop, the constructor included.
 */
public final class NodeDriver {

  private static final Logger LOG = LoggerFactory.getLogger(NodeDriver.class);
  private static final long SLEPT_NANOS = Duration.ofSeconds(2).toNanos();

  /** One part in so many: two clocks that may each be off by 500 ppm, and slewed by as much. */
  private static final long RATES_APART = 500;

  private static final long ROUNDING_NANOS = 1_000_000;

  private final NodeCore core;
  private final NodeClock clock;
  private final NodeEnvironment environment;
  private final Duration reRegister;
  private final Duration look;
  private final NodeListener listener;
  private final Optional<LevelAbove> above;

  /** The term in which this node leads as a fixed master, 0 before. */
  private long fixedTerm;

  private final SleepDetector sleep = new SleepDetector(SLEPT_NANOS);
  private Optional<ElectionParticipant> participant = Optional.empty();
  private Optional<MasterLifecycle> lifecycle = Optional.empty();
  private Optional<PushDriver> pushes = Optional.empty();
  private Consumer<Boolean> onEntered = entered -> {};
  private Timer nextLook = () -> {};
  private Timer registration = () -> {};
  private Timer nextInquiry = () -> {};
  private final List<Runnable> onLeft = new ArrayList<>();
  private long lookedTicks;
  private boolean closed;
  private boolean left;

  /**
   * Prepares a node that does nothing yet.
   *
   * @param core what it is and answers
   * @param clock its clock
   * @param environment what it is handed
   * @param reRegister how often it looks whether it is still listed
   * @param look how often it looks whether it slept and whether its state has changed
   * @param listener told what it does
   * @param above the level above, which sees it while it leads
   */
  public NodeDriver(
      NodeCore core,
      NodeClock clock,
      NodeEnvironment environment,
      Duration reRegister,
      Duration look,
      NodeListener listener,
      Optional<LevelAbove> above) {
    this.core = core;
    this.clock = clock;
    this.environment = environment;
    this.reRegister = reRegister;
    this.look = look;
    this.listener = listener;
    this.above = above;
  }

  /**
   * Makes the node take part in choosing the master, and lead when it is chosen.
   *
   * @param method how the master is chosen, the same on all nodes
   * @param settings how it leads
   * @param onRound told of each round that it leads
   */
  public void takePart(
      ElectionMethod method, MasterSettings settings, Consumer<RoundReport> onRound) {
    UnansweredRoundsGuard guard = new UnansweredRoundsGuard(core.id(), this::stepDown);
    MasterLifecycle leading =
        new MasterLifecycle(
            core,
            environment,
            settings,
            listener,
            onRound.andThen(guard::led),
            this::electedMastershipEnded,
            above);
    ElectionParticipant entered =
        method.enter(
            new MemberId(core.id(), core.incarnation()),
            core.fence(),
            environment,
            core.knowledge(),
            leading);
    leading.underAuthorityOf(entered);
    core.fenceWith(entered::admit);
    participant = Optional.of(entered);
    lifecycle = Optional.of(leading);
  }

  private void electedMastershipEnded(MastershipEnding ending) {
    if (ending instanceof MastershipEnding.Deposed deposed) {
      participant.orElseThrow().refused(deposed.refusal());
    } else if (ending instanceof MastershipEnding.Overruled) {
      boolean unused = stepDown();
    }
  }

  /**
   * Begins.
   *
   * @param entered told again and again whether the node is listed
   */
  public void start(Consumer<Boolean> entered) {
    onEntered = entered;
    keepListed();
    lookAtClock();
    participant.ifPresent(ElectionParticipant::start);
  }

  private void keepListed() {
    if (closed) {
      return;
    }
    environment
        .members()
        .enter(
            isListed -> {
              if (!closed) {
                registration =
                    environment
                        .loop()
                        .at(environment.ticks() + reRegister.toNanos(), this::keepListed);
                onEntered.accept(isListed);
              }
            });
  }

  private void lookAtClock() {
    if (closed) {
      return;
    }
    nextLook = environment.loop().at(environment.ticks() + look.toNanos(), this::lookAtClock);
    if (sleep.beat(environment.ticks(), environment.wallNanos(), environment.suspendedNanos())) {
      LOG.warn("slept node={} cause={}", core.id(), sleep.cause());
      long missed = sleep.missedNanos();
      // The wall clock and the counter run at different rates; that is no standing still.
      long awake = (environment.ticks() - lookedTicks) / RATES_APART + ROUNDING_NANOS;
      clock.slept(missed > awake ? missed : 0);
      if (missed > awake) {
        mastership().ifPresent(leading -> leading.overrule("this host slept"));
      }
    }
    lookedTicks = environment.ticks();
    clock.noticeState();
  }

  /**
   * Makes this node the fixed master, in a term newer than any that it finds.
   *
   * @param settings how it leads
   * @param onBegun told the term once it leads
   * @param onRound told of each round
   * @param onEnd told once how the mastership ended
   * @throws IllegalStateException if the node leads already or is to be elected
   */
  public void lead(
      MasterSettings settings,
      LongConsumer onBegun,
      Consumer<RoundReport> onRound,
      Consumer<MastershipEnding> onEnd) {
    MasterLifecycle leading =
        fixed(settings, onRound, ending -> fixedEnded(ending, settings, onBegun, onEnd));
    inquire(leading, settings, onBegun, environment.ticks());
  }

  /**
   * Leads in a term newer than any that is found. If others know cluster time, a master before this
   * one may have said something of it that is still good: that is waited for, and then asked.
   *
   * @param sinceTicks since when no statement of another master can have been made
   */
  private void inquire(
      MasterLifecycle leading, MasterSettings settings, LongConsumer onBegun, long sinceTicks) {
    long mayActTicks = sinceTicks + MasterLifecycle.fixedStatementNanos(settings);
    new TakeoverInquiry(environment, settings.limits())
        .ask(
            told -> {
              if (closed) {
                return;
              }
              if (told.time().isPresent() && environment.ticks() - mayActTicks < 0) {
                LOG.info(
                    "waiting until nothing said by a master before is good node={}", core.id());
                nextInquiry =
                    environment
                        .loop()
                        .at(mayActTicks, () -> inquire(leading, settings, onBegun, sinceTicks));
                return;
              }
              told.carryOnBy(core);
              fixedTerm = Math.max(told.newestTerm(), core.term()) + 1;
              leading.lead(fixedTerm, false);
              leading.current().ifPresent(mastership -> onBegun.accept(mastership.term()));
            });
  }

  private void fixedEnded(
      MastershipEnding ending,
      MasterSettings settings,
      LongConsumer onBegun,
      Consumer<MastershipEnding> onEnd) {
    if (ending instanceof MastershipEnding.Overruled && core.term() > fixedTerm) {
      // Who contradicts it obeys another master, and so does this node itself.
      onEnd.accept(
          new MastershipEnding.Deposed(
              new StaleTermException(fixedTerm, core.term(), core.status().master())));
    } else if (ending instanceof MastershipEnding.Overruled && !closed) {
      lifecycle.ifPresent(leading -> inquire(leading, settings, onBegun, environment.ticks()));
    } else {
      onEnd.accept(ending);
    }
  }

  /**
   * Makes this node the fixed master in a term that the caller vouches for.
   *
   * @param term newer than any before
   * @param settings how it leads
   * @param onRound told of each round
   * @param onEnd told once how the mastership ended
   * @throws IllegalStateException if the node leads already or is to be elected
   */
  public void leadInTerm(
      long term,
      MasterSettings settings,
      Consumer<RoundReport> onRound,
      Consumer<MastershipEnding> onEnd) {
    fixed(settings, onRound, onEnd).lead(term, false);
  }

  private MasterLifecycle fixed(
      MasterSettings settings, Consumer<RoundReport> onRound, Consumer<MastershipEnding> onEnd) {
    if (closed || lifecycle.isPresent()) {
      throw new IllegalStateException(
          closed ? "the node is closed" : "it leads already, or is to be elected");
    }
    MasterLifecycle leading =
        new MasterLifecycle(core, environment, settings, listener, onRound, onEnd, above);
    lifecycle = Optional.of(leading);
    return leading;
  }

  /** Ends a fixed mastership, if there is one. */
  public void endMastership() {
    mastership().ifPresent(MastershipDriver::close);
  }

  /** Gives up an elected mastership by falling silent; returns whether this node led. */
  public boolean stepDown() {
    return participant.map(ElectionParticipant::stepDown).orElse(false);
  }

  /**
   * Makes this slave send its time to the master by its own timer: see {@link
   * berkeley.api.wire.PushRemote}.
   *
   * @param period from one message to the next
   * @throws IllegalStateException if it sends already or is closed
   */
  public void pushEvery(Duration period) {
    pushEvery(period, MasterSettings.defaults().samples());
  }

  /**
   * Makes this slave send its time, as above.
   *
   * @param period from one message to the next
   * @param samples how often it reads the master's clock for each, 1 to 1000
   * @throws IllegalStateException if it sends already or is closed
   */
  public void pushEvery(Duration period, int samples) {
    if (closed || pushes.isPresent()) {
      throw new IllegalStateException(closed ? "the node is closed" : "it sends already");
    }
    PushDriver sending = new PushDriver(core, environment, period, samples);
    pushes = Optional.of(sending);
    sending.start();
  }

  /** Returns the built-in election, if the node takes part in it. */
  public Optional<ElectionDriver> election() {
    return participant.filter(ElectionDriver.class::isInstance).map(ElectionDriver.class::cast);
  }

  /** Returns the mastership that the node has now. */
  public Optional<MastershipDriver> mastership() {
    return lifecycle.flatMap(MasterLifecycle::current);
  }

  /**
   * Leaves in good order: stops leading, takes part no more, takes the node's entry back.
   *
   * @param then runs once that is done
   */
  public void close(Runnable then) {
    if (left) {
      environment.loop().execute(then);
      return;
    }
    onLeft.add(then);
    if (closed) {
      return;
    }
    closed = true;
    nextLook.cancel();
    registration.cancel();
    nextInquiry.cancel();
    pushes.ifPresent(PushDriver::close);
    if (participant.isPresent()) {
      participant.get().close(this::leave);
    } else {
      leave();
    }
  }

  private void leave() {
    lifecycle.ifPresent(MasterLifecycle::close);
    environment
        .members()
        .leave(
            () -> {
              left = true;
              onLeft.forEach(Runnable::run);
            });
  }
}
