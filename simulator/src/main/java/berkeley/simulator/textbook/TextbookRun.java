package berkeley.simulator.textbook;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.MemberRegistry;
import berkeley.api.wire.Adjustment;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.SimulatedScenario;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A textbook's cluster in virtual time: the clocks, the network and the liars of a scenario, drawn
 * by a seed as {@link berkeley.simulator.Simulation} draws them. For one thread.
 */
public final class TextbookRun {

  private final Scenario scenario;
  private final VirtualTime time = new VirtualTime();
  private final SimulatedRegistry registry = new SimulatedRegistry();
  private final Map<SimulatedProcess, ReachableSlave> slaves = new HashMap<>();

  /**
   * Prepares a run.
   *
   * @param scenario what to run
   * @param seed what it is drawn by
   * @param push how often the slaves send their times by themselves; empty if they are asked
   * @param listener told of what the master does
   */
  public TextbookRun(
      Scenario scenario, long seed, Optional<Duration> push, TextbookListener listener) {
    this.scenario = scenario;
    SimulatedScenario drawn = SimulatedScenario.of(time, scenario, seed);
    TextbookNode master = enter(drawn.master());
    SimulatedProcess own = SimulatedProcess.prompt(master.id(), time, drawn.master().counter());
    SimulatedPeer self = new SimulatedPeer(own, master, Optional.empty());
    registry.enter(master.id(), self);
    for (int i = 0; i < drawn.peers().size(); i++) {
      slave(drawn.peers().get(i), i + 1, push);
    }
    new TextbookRounds(
            master,
            environment(own, drawn.master(), master.id()),
            scenario.master(),
            push.isEmpty(),
            listener)
        .start();
  }

  private TextbookNode enter(VirtualNode drawn) {
    SettableClock clock = new SettableClock(drawn.counter()::getAsLong, drawn.nodeTime());
    return new TextbookNode(drawn.id(), 1, 0, clock);
  }

  private void slave(ReachableSlave drawn, int number, Optional<Duration> push) {
    TextbookNode node = enter(drawn.node());
    SimulatedProcess process = SimulatedProcess.prompt(node.id(), time, drawn.node().counter());
    slaves.put(process, drawn);
    Duration lie = scenario.faults().liars().getOrDefault(number, Duration.ZERO);
    NodeService answers = lie.isZero() ? node : new Liar(node, lie.toNanos());
    registry.enter(node.id(), new SimulatedPeer(process, answers, Optional.empty()));
    push.ifPresent(
        period ->
            new TextbookPushes(node, environment(process, drawn.node(), node.id()), period)
                .start());
  }

  private SimulatedEnvironment environment(
      SimulatedProcess process, VirtualNode drawn, String name) {
    MemberRegistry others = registry.of(name, Optional::empty, process);
    return SimulatedEnvironment.of(
        process, drawn::nodeTime, this::carry, MessageObserver.NONE, others, new Random(0));
  }

  /** Messages travel between the master and a slave, by that slave's ways. */
  private void carry(
      SimulatedProcess from, SimulatedProcess to, MessageCarrier.Kind kind, Runnable arrival) {
    ReachableSlave receiver = slaves.get(to);
    if (receiver == null) {
      requireNonNull(slaves.get(from)).ways(kind).back().send(arrival);
    } else {
      receiver.ways(kind).out().send(arrival);
    }
  }

  /** Runs it to its end. */
  public void run() {
    time.runUntil(scenario.duration().toNanos());
  }

  /** A clock that says something else than it shows, and obeys nobody. */
  private static final class Liar extends ServiceDecorator {

    private final long lieNanos;

    Liar(NodeService honest, long lieNanos) {
      super(honest);
      this.lieNanos = lieNanos;
    }

    @Override
    public long nodeTime() {
      return super.nodeTime() + lieNanos;
    }

    @Override
    public void adjust(Adjustment adjustment) {
      // It says that it has done as it was told.
    }
  }
}
