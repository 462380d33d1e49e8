package berkeley.simulator.textbook;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.environment.MemberRegistry.Listing;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.PeerAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.TimeOrder;
import berkeley.master.MasterSettings;
import berkeley.master.PushAverage;
import berkeley.master.TimeOrderHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A textbook's master: in each period it asks all members for their times, averages the offsets,
 * and sends each what it has to add; it adds its own to its own clock. Who does not answer is left
 * out of the round, and asked again in the next. Who sends its time by itself is not asked.
 *
 * <p>It keeps no memory of members, no terms but to be obeyed, no bounds. For its node's loop.
 */
public final class TextbookRounds implements TimeOrderHandler {

  private static final int PUSHES_MISSED = 5;

  /** The first calls load classes at both ends; nobody is to be left out for that. */
  private static final Duration FIRST_DEADLINE = Duration.ofSeconds(4);

  private final TextbookNode node;
  private final NodeEnvironment environment;
  private final MasterSettings settings;
  private final boolean asks;
  private final TextbookListener listener;
  private final PushAverage pushes;
  private final Map<String, PeerAddress> known = new TreeMap<>();
  private Optional<TextbookRound> round = Optional.empty();
  private Timer timer = () -> {};
  private boolean busy;
  private boolean again;
  private boolean closed;
  private long startTicks;
  private long term;
  private long number;
  private long rounds;

  /**
   * Makes a node the master; {@link #start} begins its rounds.
   *
   * @param node the node
   * @param environment what it is handed
   * @param settings how it leads
   * @param asks whether it asks at all; otherwise it only answers those who send their times
   * @param listener told of what it does
   */
  public TextbookRounds(
      TextbookNode node,
      NodeEnvironment environment,
      MasterSettings settings,
      boolean asks,
      TextbookListener listener) {
    this.node = node;
    this.environment = environment;
    this.settings = settings;
    this.asks = asks;
    this.listener = listener;
    this.pushes = new PushAverage(PUSHES_MISSED * settings.period().toNanos());
    this.term = node.term() + 1;
  }

  /** Begins the first round. */
  public void start() {
    node.leadWith(this);
    begin();
  }

  /** Leads no more; the round under way is cut short. */
  public void close() {
    closed = true;
    timer.cancel();
    round.ifPresent(TextbookRound::abandon);
  }

  private void begin() {
    if (closed) {
      return;
    }
    busy = true;
    again = false;
    startTicks = environment.ticks();
    long listBy = startTicks + settings.deadline().toNanos() / 4;
    environment.members().read(Set.of(), listBy, this::ask);
  }

  private void ask(Listing found) {
    if (closed) {
      return;
    }
    if (asks && !found.equals(Listing.UNKNOWN)) {
      known.putAll(found.addresses());
      known.keySet().retainAll(found.names());
    }
    Map<String, PeerAddress> asked = new TreeMap<>(known);
    asked.keySet().removeAll(pushes.senders(node.nodeTime()));
    number++;
    long limit = settings.deadline().toNanos();
    TextbookRound next =
        new TextbookRound(
            node,
            environment,
            settings,
            term,
            number,
            asked,
            rounds == 0 ? Math.max(limit, FIRST_DEADLINE.toNanos()) : limit,
            startTicks,
            this::ended);
    round = Optional.of(next);
    next.begin();
  }

  private void ended(TextbookRound.Result result) {
    busy = false;
    rounds++;
    if (result.obeyedTerm() >= term) {
      term = result.obeyedTerm() + 1; // the next round is obeyed
    }
    node.remember(result.report());
    listener.led(result.report(), result.masterNanos());
    if (closed) {
      return;
    }
    if (rounds == settings.rounds()) {
      close();
      listener.done();
    } else if (again) {
      environment.loop().execute(this::begin);
    } else {
      timer = environment.loop().at(startTicks + settings.period().toNanos(), this::begin);
    }
  }

  /** Takes a slave's time, and returns how far that is from the average of all heard lately. */
  Adjustment push(String id, long readingNanos) {
    long now = node.nodeTime();
    PushAverage.Answer answer = pushes.push(id, readingNanos, now, false);
    List<String> counted = new ArrayList<>(List.of(node.id()));
    pushes.senders(now).stream().sorted().forEach(counted::add);
    listener.pushed(
        new PushReport(
            node.id(),
            id,
            readingNanos,
            readingNanos - now,
            counted,
            answer.averageNanos(),
            answer.deltaNanos()));
    number++;
    return new Adjustment(answer.deltaNanos(), 0, readingNanos, term, number, 0, node.id());
  }

  @Override
  public void roundNow() {
    if (busy) {
      again = true;
    } else if (!closed) {
      timer.cancel();
      begin();
    }
  }

  @Override
  public TimeOrder setTime(long changeNanos) {
    throw new IllegalStateException(
        "a textbook's master takes no orders: set its clock, and a round moves all");
  }

  @Override
  public TimeOrder timeOrder() {
    return new TimeOrder(TimeOrder.Phase.NONE, term, 0, 0, 0, "");
  }
}
