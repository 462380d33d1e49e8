package berkeley.slave.round;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.TimeOrder;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.TimeOrderExecution;
import berkeley.master.TimeOrderHandler;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberLookup;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mastership: leads round after round, from its own thread, until its rounds are done, its term
 * is over or it is closed.
 *
 * <p>Before each round the registries are read on a thread of their own; a round does not wait for
 * them longer than a quarter of its deadline and then works on the view that it has. Safe for use
 * by several threads.
 */
public final class MasterDriver implements TimeOrderHandler, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MasterDriver.class);

  /**
   * A slave that sends its time by itself is not probed, unless it has been silent for so many
   * periods.
   */
  private static final int PUSHES_MISSED = 5;

  private static final long PARENT_LOOK_NANOS = 20_000_000L;

  /** How a mastership ended. */
  public sealed interface Ending {

    /** Returns what the member said that ended it, if one did. */
    default Optional<StaleTermException> refusal() {
      return Optional.empty();
    }

    /** All rounds asked for are done. */
    record Done() implements Ending {}

    /**
     * A member obeys a newer term.
     *
     * @param said its refusal
     */
    record Deposed(StaleTermException said) implements Ending {
      @Override
      public Optional<StaleTermException> refusal() {
        return Optional.of(said);
      }
    }

    /** Closed by its owner, or no longer authorised. */
    record Closed() implements Ending {}
  }

  private final String name;
  private final long term;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final BooleanSupplier authority;
  private final Consumer<RoundReport> onRound;
  private final Consumer<Ending> onEnd;
  private final Roster roster;
  private final DeadlineExecutor calls;
  private final MemberDiscovery discovery;
  private final RoundDriver runner;
  private final PushCollector pushes;
  private final TimeOrderExecution change;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A mastership that has not begun yet.
   *
   * @param name the master's name, under which it may be registered itself
   * @param term the number of this mastership
   * @param clock its own clock
   * @param rendezvous where its members are listed
   * @param settings how it leads
   * @param authority whether this mastership still holds; asked before each round, and again before
   *     its corrections go out
   * @param onRound told of each round, on the master's thread
   * @param onEnd told once how it ended, on the master's thread
   */
  public MasterDriver(
      String name,
      long term,
      MasterClock clock,
      ClusterAddress rendezvous,
      MasterSettings settings,
      BooleanSupplier authority,
      Consumer<RoundReport> onRound,
      Consumer<Ending> onEnd) {
    this.name = name;
    this.term = term;
    this.clock = clock;
    this.settings = settings;
    this.roster = new Roster(settings.limits());
    this.authority = authority;
    this.onRound = onRound;
    this.onEnd = onEnd;
    this.change = new TimeOrderExecution(term);
    this.calls = new DeadlineExecutor("berkeley-round");
    this.discovery = new MemberDiscovery(MemberLookup.of(rendezvous, name), name);
    this.runner = new RoundDriver(name, term, clock, settings, calls, this::leads, change);
    this.pushes =
        new PushCollector(name, term, clock, PUSHES_MISSED * settings.period().toNanos(), change);
    this.thread = new Thread(this::lead, "berkeley-master");
    this.thread.setDaemon(true);
  }

  /** Begins the first round at once. */
  public void start() {
    thread.start();
  }

  /**
   * The same with members that are known already, since the registries may be gone just now.
   *
   * @param known their clocks by name; what the registries say later counts for more
   */
  public void start(Map<String, ClockRemote> known) {
    if (!known.isEmpty()) {
      roster.update(known.keySet(), known);
    }
    start();
  }

  private void lead() {
    Ending ending = new Ending.Closed();
    LOG.info("leading node={} term={} period={}", name, term, settings.period());
    try {
      ending = leadRounds();
    } catch (StaleTermException e) {
      LOG.warn("deposed node={} term={} cause={}", name, term, e.getMessage());
      ending = new Ending.Deposed(e);
    } catch (InterruptedException e) {
      LOG.debug("closed node={} term={}", name, term, e);
    } finally {
      calls.close();
      discovery.close();
      if (change.underWay()) {
        LOG.warn(
            "setting the time ended with the mastership node={} term={} left_ns={}",
            name,
            term,
            change.status().leftNanos());
      }
      onEnd.accept(ending);
    }
  }

  private Ending leadRounds() throws InterruptedException {
    long period = settings.period().toNanos();
    awaitParent();
    long due = clock.ticks();
    long rounds = 0;
    while (leads()) {
      discover();
      long begun = clock.ticks();
      round();
      rounds++;
      if (rounds == settings.rounds()) {
        return new Ending.Done();
      }
      do {
        long now = clock.ticks();
        long missed = Math.max(0, (now - due) / period);
        due += (missed + 1) * period;
        TimeUnit.NANOSECONDS.sleep(due - now);
      } while (mayRest(begun) && !discover());
    }
    return new Ending.Closed();
  }

  /** Whether the members can be left alone for one more period; who comes is not kept waiting. */
  private boolean mayRest(long begun) {
    long next = clock.ticks() + settings.period().toNanos();
    return leads() && !change.underWay() && next - begun <= runner.restNanos();
  }

  /** A group that began by itself would have to be slewed to its parent's time. */
  private void awaitParent() throws InterruptedException {
    if (parentIsAwaited()) {
      LOG.info("waiting for the parent's first correction node={} term={}", name, term);
    }
    while (leads() && parentIsAwaited()) {
      TimeUnit.NANOSECONDS.sleep(PARENT_LOOK_NANOS);
    }
  }

  private boolean parentIsAwaited() {
    return clock.parentage(clock.ticks()).awaited();
  }

  /** A fault of one round, whatever it is, must not end the mastership. */
  private void round() throws InterruptedException {
    try {
      runner.run(pushes.nextRound(), roster, pushes.senders()).ifPresent(this::tell);
    } catch (StaleTermException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("a round failed, going on node={} term={}", name, term, e);
    }
  }

  private boolean leads() {
    return !closed && authority.getAsBoolean();
  }

  private void tell(RoundReport report) {
    try {
      onRound.accept(report);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed node={} term={} round={}", name, term, report.round(), e);
    }
  }

  /** A master that knows nobody yet has nothing better to do than to wait for the registries. */
  private boolean discover() throws InterruptedException {
    boolean alone = roster.members().isEmpty();
    return discovery.update(roster, settings.deadline().dividedBy(alone ? 1 : 4));
  }

  /**
   * Takes the time of a slave that sends it by its own timer.
   *
   * @param id the sender
   * @param readingNanos its node time
   * @param newcomer whether it has not been synchronised yet
   * @return its correction
   * @throws IllegalStateException if this master has no cluster time to give yet
   */
  public Adjustment push(String id, long readingNanos, boolean newcomer) {
    return pushes.push(id, readingNanos, newcomer);
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    if (clock.newcomer()) {
      throw new IllegalStateException(name + " is not synchronised itself yet: order it again");
    }
    if (!pushes.senders().isEmpty()) {
      throw new IllegalStateException(
          "slaves that push their time (%s) cannot follow an order; have them probed instead"
              .formatted(String.join(", ", pushes.senders())));
    }
    TimeOrder order = change.order(changeNanos);
    LOG.info(
        "ordered to set the time node={} term={} change_ns={} rate_ppm={}",
        name,
        term,
        changeNanos,
        order.ratePpm());
    return order;
  }

  @Override
  public TimeOrder timeOrder() {
    return change.status();
  }

  /** The number of this mastership. */
  public long term() {
    return term;
  }

  /** Ends the mastership; the round under way is cut short. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  /**
   * Waits until it has ended.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  public void awaitEnd() throws InterruptedException {
    thread.join();
  }
}
