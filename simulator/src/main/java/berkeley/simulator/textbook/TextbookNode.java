package berkeley.simulator.textbook;

import berkeley.api.NodeState;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.TimeOrderHandler;
import berkeley.node.NodeService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a textbook's clock answers: its time, and nothing about how good that is. It applies each
 * correction of a term and round once, and those of an older term not at all. For one thread, apart
 * from {@link #nodeTime}, which is for any.
 */
public final class TextbookNode implements NodeService {

  private static final int ROUNDS_KEPT = 32;

  private final String id;
  private final long incarnation;
  private final long pid;
  private final SettableClock clock;
  private final List<RoundReport> led = new ArrayList<>();
  private Optional<TextbookRounds> leading = Optional.empty();
  private long term;
  private long round = -1;
  private String master = "";
  private long applied;
  private long refused;
  private long lastDeltaNanos;
  private long lastTicks;

  /**
   * Creates a node that nobody has corrected.
   *
   * @param id its name
   * @param incarnation a number that differs between two starts under one name
   * @param pid its process, 0 if it has none
   * @param clock its clock
   */
  public TextbookNode(String id, long incarnation, long pid, SettableClock clock) {
    this.id = id;
    this.incarnation = incarnation;
    this.pid = pid;
    this.clock = clock;
    this.lastTicks = clock.hostNanos();
  }

  /** Returns its name. */
  public String id() {
    return id;
  }

  /** Returns its clock. */
  public SettableClock clock() {
    return clock;
  }

  @Override
  public long nodeTime() {
    return clock.nanos();
  }

  @Override
  public void adjust(Adjustment adjustment) {
    if (adjustment.term() < term) {
      refused++;
      throw new StaleTermException(adjustment.term(), term, master);
    }
    if (adjustment.term() == term && adjustment.round() <= round) {
      return;
    }
    term = adjustment.term();
    round = adjustment.round();
    master = adjustment.master();
    applied++;
    lastDeltaNanos = adjustment.deltaNanos();
    lastTicks = clock.hostNanos();
    clock.add(adjustment.deltaNanos());
  }

  /** Makes it the master. */
  void leadWith(TextbookRounds rounds) {
    leading = Optional.of(rounds);
  }

  /** Records a round that it has led. */
  void remember(RoundReport report) {
    if (led.size() == ROUNDS_KEPT) {
      led.remove(0);
    }
    led.add(report);
  }

  /** Returns the newest term that it has seen. */
  long term() {
    return term;
  }

  @Override
  public NodeStatus status() {
    long ticks = clock.hostNanos();
    return new NodeStatus(
        id,
        incarnation,
        pid,
        leading.isPresent() ? Role.MASTER : Role.SLAVE,
        NodeState.SYNCHRONISED,
        term,
        master,
        new Reading(ticks, clock.at(ticks)),
        Long.MAX_VALUE,
        0,
        0,
        -lastDeltaNanos,
        applied,
        refused,
        lastTicks,
        clock.source());
  }

  @Override
  public List<RoundReport> rounds(long afterTerm, long afterRound) {
    return led.stream()
        .filter(
            report ->
                report.term() > afterTerm
                    || (report.term() == afterTerm && report.round() > afterRound))
        .toList();
  }

  @Override
  public Adjustment push(PushedReading reading) {
    return leading
        .orElseThrow(
            () -> new IllegalStateException(id + " does not lead: send your time to a master"))
        .push(reading.id(), reading.readingNanos());
  }

  @Override
  public TimeOrderHandler orders() {
    return leading.orElseThrow(
        () -> new IllegalStateException(id + " does not lead: give the order to a master"));
  }
}
