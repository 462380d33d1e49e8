package berkeley.node.driver;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.TimeOrderHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mastership: leads round after round until its rounds are done, its term is over or it is
 * closed.
 *
 * <p>There is a round in each period. While members have yet to learn the rate of cluster time,
 * others come in between, and so they do until a majority is known to hold the epoch.
 *
 * <p>Before each round of the usual pace the members are listed. A round does not wait for that
 * longer than a quarter of its deadline and then works on the view that it has; what comes later
 * serves the next one. For the node's loop.
 */
public final class MastershipDriver implements TimeOrderHandler {

  private static final Logger LOG = LoggerFactory.getLogger(MastershipDriver.class);

  private static final long PARENT_LOOK_NANOS = 20_000_000L;
  private static final long HOLDING_PAUSE_NANOS = 50_000_000L;
  private static final long LISTING_LIMIT_NANOS = Duration.ofSeconds(5).toNanos();

  private final MastershipContext context;
  private final NodeEnvironment environment;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final long periodNanos;
  private final Consumer<RoundReport> onRound;
  private final Consumer<MastershipEnding> onEnd;
  private final Roster roster;
  private final PushCollector pushes;
  private Optional<RoundDriver> round = Optional.empty();
  private Timer timer = () -> {};
  private Timer listingTimer = () -> {};
  private Timer moveTimer = () -> {};
  private Runnable awaitingListing = () -> {};
  private boolean listing;
  private boolean newcomers;

  /** When the next round of the usual pace is due. */
  private long usualTicks;

  private long dueTicks;
  private long begunTicks;
  private long restNanos;
  private OptionalLong learningPauseNanos = OptionalLong.empty();
  private long rounds;
  private boolean waitedForParent;

  /** Whether nothing is under way, and the next round is still to come. */
  private boolean waiting;

  /** Whether somebody has asked for a round at once. */
  private boolean wanted;

  private boolean ended;

  /**
   * Prepares a mastership that has not begun yet.
   *
   * @param context what its rounds have in common
   * @param onRound told of each round
   * @param onEnd told once how it ended
   */
  MastershipDriver(
      MastershipContext context, Consumer<RoundReport> onRound, Consumer<MastershipEnding> onEnd) {
    this.context = context;
    this.environment = context.environment();
    this.clock = context.clock();
    this.settings = context.settings();
    this.periodNanos = settings.period().toNanos();
    this.roster = new Roster(settings.limits());
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.pushes =
        new PushCollector(context.name(), context.incarnation(), context.term(), clock, settings);
  }

  /**
   * Begins the first round at once.
   *
   * @param known addresses of members that are known already, by name: the list may be gone just
   *     now; what it says later counts for more
   */
  void start(Map<String, PeerAddress> known) {
    LOG.info(
        "leading node={} term={} period={}", context.name(), context.term(), settings.period());
    if (!known.isEmpty()) {
      roster.update(known.keySet(), known);
    }
    environment.loop().execute(this::awaitParent);
  }

  /** A group that began by itself would have to be slewed to its parent's time. */
  private void awaitParent() {
    if (leads() && clock.upstream().awaited()) {
      if (!waitedForParent) {
        waitedForParent = true;
        LOG.info(
            "waiting for the parent's first correction node={} term={}",
            context.name(),
            context.term());
      }
      timer = environment.loop().at(environment.ticks() + PARENT_LOOK_NANOS, this::awaitParent);
      return;
    }
    usualTicks = environment.ticks();
    nextRound();
  }

  private void nextRound() {
    if (ended) {
      return;
    }
    if (leads()) {
      list(this::beginRound);
    } else {
      end(new MastershipEnding.Closed());
    }
  }

  private void beginRound() {
    if (!leads()) {
      end(new MastershipEnding.Closed());
      return;
    }
    begunTicks = environment.ticks();
    newcomers = false;
    try {
      RoundDriver next =
          new RoundDriver(context, pushes.nextRound(), roster, pushes.senders(), this::roundEnded);
      round = Optional.of(next);
      next.begin();
    } catch (RuntimeException e) {
      roundEnded(new RoundResult.Failed(e));
    }
  }

  private void roundEnded(RoundResult result) {
    if (ended) {
      return;
    }
    restNanos = 0;
    learningPauseNanos = OptionalLong.empty();
    if (result instanceof RoundResult.Completed completed) {
      restNanos = completed.restNanos();
      learningPauseNanos = completed.learningPauseNanos();
      tell(completed.report());
    } else if (result instanceof RoundResult.Deposed deposed) {
      LOG.warn(
          "deposed node={} term={} cause={}",
          context.name(),
          context.term(),
          deposed.refusal().getMessage());
      end(new MastershipEnding.Deposed(deposed.refusal()));
      return;
    } else if (result instanceof RoundResult.Overruled overruled) {
      overrule(overruled.reason());
      return;
    } else if (result instanceof RoundResult.Failed failed) {
      LOG.error(
          "a round failed, going on node={} term={}",
          context.name(),
          context.term(),
          failed.cause());
    }
    rounds++;
    if (ended) {
      return; // a listener has closed it
    }
    if (rounds == settings.rounds()) {
      end(new MastershipEnding.Done());
    } else {
      awaitEndOfMove();
      awaitDue();
    }
  }

  /** A timer that fires late makes an order inexact by little, and no bound wrong. */
  private void awaitEndOfMove() {
    moveTimer.cancel();
    long lasts = clock.line().lastsNanos();
    if (lasts > 0) {
      moveTimer = environment.loop().at(environment.ticks() + lasts, () -> clock.line().stay());
    }
  }

  /** Ends the mastership: what this node took for cluster time is not. */
  void overrule(String reason) {
    LOG.warn(
        "giving up, this host's counter has gone wrong node={} term={} cause={}",
        context.name(),
        context.term(),
        reason);
    end(new MastershipEnding.Overruled(reason));
  }

  private void tell(RoundReport report) {
    try {
      onRound.accept(report);
    } catch (RuntimeException e) {
      LOG.warn(
          "a listener failed node={} term={} round={}",
          context.name(),
          context.term(),
          report.round(),
          e);
    }
  }

  private void awaitDue() {
    long now = environment.ticks();
    if (wanted) {
      usualTicks = now;
    } else if (usualTicks - now <= 0) {
      usualTicks += ((now - usualTicks) / periodNanos + 1) * periodNanos;
    }
    dueTicks = usualTicks;
    if (!clock.newcomer() && !isHeld()) {
      // An interval is shown once a majority holds the epoch: the next round tells that it does.
      dueTicks = Math.min(dueTicks, now + HOLDING_PAUSE_NANOS);
    }
    if (settings.quickStart() && learningPauseNanos.isPresent()) {
      dueTicks = Math.min(dueTicks, now + learningPauseNanos.getAsLong());
    }
    waiting = true;
    timer = environment.loop().at(dueTicks, this::due);
  }

  private boolean isHeld() {
    return clock.clusterAt(environment.ticks()).statement().isHeld();
  }

  private void due() {
    waiting = false;
    boolean now = wanted;
    wanted = false;
    if (environment.ticks() - usualTicks < 0 && isHeld()) {
      beginRound();
      return;
    }
    if (ended || now || !mayRest()) {
      nextRound();
      return;
    }
    list(
        () -> {
          if (newcomers) {
            nextRound();
          } else {
            awaitDue();
          }
        });
  }

  /**
   * Returns whether the members can be left alone for one more period: not if somebody has come,
   * however late the list was that says so.
   */
  private boolean mayRest() {
    long next = environment.ticks() + periodNanos;
    return leads() && !newcomers && !context.order().underWay() && next - begunTicks <= restNanos;
  }

  /** Lists the members; goes on without the list if that takes too long. */
  private void list(Runnable goOn) {
    // A master that knows nobody yet has nothing better to do than to wait for the list.
    int share = roster.members().isEmpty() ? 1 : 4;
    long now = environment.ticks();
    awaitingListing = goOn;
    listingTimer =
        environment.loop().at(now + settings.deadline().toNanos() / share, this::goOnAfterListing);
    if (!listing) {
      listing = true;
      environment
          .members()
          .read(
              roster.settled(),
              now + LISTING_LIMIT_NANOS,
              found -> {
                listing = false;
                if (!ended) {
                  update(found);
                  goOnAfterListing();
                }
              });
    }
  }

  private void goOnAfterListing() {
    listingTimer.cancel();
    Runnable goOn = awaitingListing;
    awaitingListing = () -> {};
    if (!ended) {
      goOn.run();
    }
  }

  private void update(Listing found) {
    if (found.equals(Listing.UNKNOWN)) {
      roster.incomplete();
      return;
    }
    Roster.Changes changes = roster.update(found.names(), found.addresses());
    changes.came().forEach(id -> LOG.info("member found node={} id={}", context.name(), id));
    changes.left().forEach(id -> LOG.info("member left node={} id={}", context.name(), id));
    if (!found.isComplete()) {
      roster.incomplete();
    }
    newcomers |= !changes.came().isEmpty();
  }

  private boolean leads() {
    return !ended && context.authority().getAsBoolean();
  }

  private void end(MastershipEnding how) {
    if (ended) {
      return;
    }
    ended = true;
    timer.cancel();
    listingTimer.cancel();
    moveTimer.cancel();
    round.ifPresent(RoundDriver::abandon);
    if (context.order().underWay()) {
      LOG.warn(
          "setting the time ended with the mastership node={} term={} left_ns={}",
          context.name(),
          context.term(),
          context.order().status().leftNanos());
    }
    onEnd.accept(how);
  }

  /**
   * Takes the time of a slave that sends it by its own timer.
   *
   * @param reading its clock beside this master's
   * @return its correction, and what is told of that
   * @throws IllegalStateException if this master has no cluster time to give yet
   * @throws IllegalArgumentException if the reading cannot be used
   */
  PushCollector.Answer push(PushedReading reading) {
    return pushes.push(reading);
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    if (clock.newcomer()) {
      throw new IllegalStateException(
          context.name() + " is not synchronised itself yet: order it again");
    }
    TimeOrder order = context.order().accept(changeNanos, environment.ticks());
    clock.line().announce();
    LOG.info(
        "ordered to set the time node={} term={} change_ns={} rate_ppm={}",
        context.name(),
        context.term(),
        changeNanos,
        order.ratePpm());
    return order;
  }

  @Override
  public TimeOrder timeOrder() {
    return context.order().status();
  }

  @Override
  public void roundNow() {
    wanted = true;
    if (waiting && !ended) {
      timer.cancel();
      awaitDue();
    }
  }

  /** Returns the number of this mastership. */
  public long term() {
    return context.term();
  }

  /** Returns when the next round is due, by the node's ticks. */
  public long dueTicks() {
    return dueTicks;
  }

  /** Ends the mastership; the round under way is cut short. */
  void close() {
    end(new MastershipEnding.Closed());
  }
}
