package berkeley.simulator.cluster;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.RoundReport;
import berkeley.master.Agreements;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.TimeOrderExecution;
import berkeley.simulator.world.VirtualTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One mastership in virtual time: round after round, the first one at once.
 *
 * <p>Everybody is in the registry from the beginning; finding one another is not what is simulated.
 * Rounds begin on the master's timer, which is taken to be right.
 */
public final class VirtualMaster {

  static final long TERM = 1;

  private final VirtualTime time;
  private final VirtualNode node;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final Map<String, ReachableSlave> peers;
  private final Observer observer;
  private final Roster roster;
  private final TimeOrderExecution change = new TimeOrderExecution(TERM);
  private final Round rule;

  /** Looks on while a master leads. */
  public interface Observer {

    /** A round is about to begin. */
    void roundBegins();

    /** A round is over. */
    void roundEnded(RoundReport report);

    /** A message has reached a slave, which has not done anything about it yet. */
    void touched(VirtualNode slave);

    /** A slave has got a correction. */
    void corrected(VirtualNode slave);
  }

  /**
   * A mastership that has not begun yet.
   *
   * @param time true time
   * @param node the master's own node
   * @param settings how it leads
   * @param peers the slaves
   * @param observer looks on
   */
  public VirtualMaster(
      VirtualTime time,
      VirtualNode node,
      MasterSettings settings,
      Iterable<ReachableSlave> peers,
      Observer observer) {
    this(time, node, node.core(), settings, peers, observer);
  }

  /**
   * A mastership that reads and corrects its own clock through another's hands.
   *
   * @param time true time
   * @param node the master's own node
   * @param clock its clock
   * @param settings how it leads
   * @param peers the slaves
   * @param observer looks on
   */
  public VirtualMaster(
      VirtualTime time,
      VirtualNode node,
      MasterClock clock,
      MasterSettings settings,
      Iterable<ReachableSlave> peers,
      Observer observer) {
    this.time = time;
    this.node = node;
    this.clock = clock;
    this.settings = settings;
    this.roster = new Roster(settings.limits());
    this.observer = observer;
    this.peers = new TreeMap<>();
    peers.forEach(peer -> this.peers.put(peer.node().id(), peer));
    this.rule =
        new Round(Agreements.byName(settings.average()), settings.includeMaster(), node.id());
  }

  /** Begins the first round now; has the others follow. */
  public void lead() {
    node.core().leadFrom(TERM);
    Map<String, ClockRemote> clocks = new TreeMap<>();
    peers.forEach((id, peer) -> clocks.put(id, peer.remote()));
    roster.update(clocks.keySet(), clocks);
    begin(1);
  }

  /** An operator's orders to set the time, and how far they have come. */
  public TimeOrderExecution timeChange() {
    return change;
  }

  private void begin(long number) {
    if (clock.upstream(clock.ticks()).awaited()) {
      time.in(settings.period().toNanos(), () -> begin(number));
      return;
    }
    observer.roundBegins();
    long begun = time.now();
    long next = begun + settings.period().toNanos();
    RoundState open =
        new RoundState(
            node.id(),
            TERM,
            number,
            roster,
            clock,
            settings.rttLimit(),
            change.begin(clock.leftNanos()));
    Consumer<RoundReport> done =
        report -> {
          change.ended(open.unheard());
          observer.roundEnded(report);
          long rested = begun + wholePeriods(open.restNanos(settings.pace()));
          time.at(Math.max(Math.max(next, rested), time.now()), () -> begin(number + 1));
        };
    new VirtualRound(time, clock, settings, peers, observer, done, open, rule).begin();
  }

  private long wholePeriods(long nanos) {
    return nanos - nanos % settings.period().toNanos();
  }
}
