package berkeley.slave.round;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.TimeOrderExecution;
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
 * The driver of one mastership: runs round after round, on a thread of its own, until its rounds
 * are done, its term is over or it is closed.
 *
 * <p>Before each round the registries are read on a thread of their own; a round does not wait for
 * them longer than a quarter of its deadline and then works on the members known. Safe for use by
 * several threads.
 */
public final class MasterDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MasterDriver.class);

  /**
   * A slave that sends its time by itself is not probed, unless it has sent none for so many
   * periods.
   */
  private static final int PUSHES_MISSED = 5;

  private static final long UPSTREAM_CHECK_NANOS = 20_000_000L;

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
     * @param said its answer
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
  private final RoundDriver driver;
  private final MasterRequests requests;
  private final TimeOrderExecution order;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Creates a mastership that has not begun yet.
   *
   * @param name the master's name, under which it may be registered itself
   * @param term the number of this mastership
   * @param clock its own clock
   * @param cluster where its members are listed
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
      ClusterAddress cluster,
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
    this.order = new TimeOrderExecution(term);
    this.calls = new DeadlineExecutor("berkeley-round");
    this.discovery = new MemberDiscovery(MemberLookup.of(cluster, name), name);
    this.driver = new RoundDriver(name, term, clock, settings, calls, this::leads, order);
    this.requests =
        new MasterRequests(name, term, clock, PUSHES_MISSED * settings.period().toNanos(), order);
    this.thread = new Thread(this::lead, "berkeley-master");
    this.thread.setDaemon(true);
  }

  /** Begins the first round at once. */
  public void start() {
    thread.start();
  }

  /**
   * Begins the first round with members that are known already: the registries may be gone.
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
      if (order.underWay()) {
        LOG.warn(
            "setting the time ended with the mastership node={} term={} left_ns={}",
            name,
            term,
            order.status().leftNanos());
      }
      onEnd.accept(ending);
    }
  }

  private Ending leadRounds() throws InterruptedException {
    long period = settings.period().toNanos();
    awaitUpstream();
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

  /** Returns whether the members can be left alone for one more period; new ones need not wait. */
  private boolean mayRest(long begun) {
    long next = clock.ticks() + settings.period().toNanos();
    return leads() && !order.underWay() && next - begun <= driver.restNanos();
  }

  /** Waits for the master above: a group that began by itself would have to be slewed to it. */
  private void awaitUpstream() throws InterruptedException {
    if (upstreamIsAwaited()) {
      LOG.info("waiting for the parent's first correction node={} term={}", name, term);
    }
    while (leads() && upstreamIsAwaited()) {
      TimeUnit.NANOSECONDS.sleep(UPSTREAM_CHECK_NANOS);
    }
  }

  private boolean upstreamIsAwaited() {
    return clock.upstream(clock.ticks()).awaited();
  }

  /** Runs a round; a fault of one round, whatever it is, must not end the mastership. */
  private void round() throws InterruptedException {
    try {
      driver.run(requests.nextRound(), roster, requests.senders()).ifPresent(this::report);
    } catch (StaleTermException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("a round failed, going on node={} term={}", name, term, e);
    }
  }

  private boolean leads() {
    return !closed && authority.getAsBoolean();
  }

  private void report(RoundReport report) {
    try {
      onRound.accept(report);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed node={} term={} round={}", name, term, report.round(), e);
    }
  }

  /** Updates the members; a master that knows none yet waits for the registries all the longer. */
  private boolean discover() throws InterruptedException {
    boolean alone = roster.members().isEmpty();
    return discovery.update(roster, settings.deadline().dividedBy(alone ? 1 : 4));
  }

  /** Returns what takes the requests of slaves and operators. */
  MasterRequests requests() {
    return requests;
  }

  /** Returns the number of this mastership. */
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
