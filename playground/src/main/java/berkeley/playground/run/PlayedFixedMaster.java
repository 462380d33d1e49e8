package berkeley.playground.run;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.playground.cluster.DrawnHost;
import berkeley.simulator.RunResult;
import berkeley.simulator.SampleListener;
import berkeley.simulator.Simulation;
import berkeley.simulator.SimulationHooks;
import berkeley.simulator.SimulationRun;
import berkeley.simulator.cluster.ReachableSlave;
import berkeley.simulator.cluster.SimulatedScenario;
import berkeley.simulator.cluster.TwoFacedSlave;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A master leads for good, and the others follow: the very run of {@code simulate}. As long as
 * nothing is ordered its figures are those, to the last digit.
 */
final class PlayedFixedMaster implements PlayedCluster {

  private final Scenario scenario;
  private final long seed;
  private final SimulationRun run;
  private final Map<String, Slave> slaves = new LinkedHashMap<>();
  private final List<Planned> planned = new ArrayList<>();

  PlayedFixedMaster(
      Scenario scenario,
      long seed,
      UnaryOperator<MessageCarrier> disturbed,
      Consumer<RoundReport> onRound) {
    this.scenario = scenario;
    this.seed = seed;
    this.run =
        Simulation.begin(
            scenario,
            seed,
            SampleListener.NONE,
            new SimulationHooks() {
              @Override
              public ReachableSlave slave(ReachableSlave drawn) {
                Slave slave = new Slave(drawn, 0);
                slaves.put(drawn.node().id(), slave);
                return slave.next();
              }

              @Override
              public MessageCarrier links(MessageCarrier paths) {
                return disturbed.apply(paths);
              }

              @Override
              public void roundEnded(RoundReport report) {
                onRound.accept(report);
              }
            });
    planned.add(PlannedNode.of(master(), scenario, master().counter()));
    slaves.forEach(
        (id, slave) -> {
          slave.process = run.master().process(id);
          planned.add(PlannedNode.of(slave.node, scenario, slave.counter()));
        });
  }

  /** One slave's host, and the life of the node that runs there. */
  private static final class Slave {
    private final DrawnHost host;
    private VirtualNode node;
    private @Nullable SimulatedProcess process;

    Slave(ReachableSlave drawn, long sinceStartNanos) {
      this.host = new DrawnHost(drawn, sinceStartNanos);
      this.node = drawn.node();
    }

    OscillatorModel counter() {
      return host.counter();
    }

    /** Returns the next life: the node that was drawn, and later a newcomer. */
    ReachableSlave next() {
      node = host.newNode();
      ReachableSlave drawn = host.drawn();
      return new ReachableSlave(
          node,
          new TwoFacedSlave(
              node == drawn.node() ? drawn.service() : node.service(), host::lieNanos),
          drawn.probes(),
          drawn.corrections(),
          drawn.others());
    }

    boolean answers() {
      return process != null && !process.hasEnded() && !process.isStopped();
    }
  }

  private VirtualNode master() {
    return run.cluster().master();
  }

  private Optional<Slave> slave(String id) {
    if (id.equals(master().id())) {
      return Optional.empty();
    }
    Slave slave = slaves.get(id);
    if (slave == null) {
      throw new IllegalArgumentException("there is no '%s'".formatted(id));
    }
    return Optional.of(slave);
  }

  private SimulatedProcess process(String id) {
    return slave(id).isPresent() ? run.master().process(id) : run.master().process();
  }

  /** Returns what the run came to, as {@code simulate} prints it; the run is over then. */
  RunResult toEnd() {
    return run.toEnd();
  }

  @Override
  public VirtualTime time() {
    return run.time();
  }

  @Override
  public void runUntil(long nanos) {
    run.runUntil(nanos);
  }

  @Override
  public List<Planned> planned() {
    return List.copyOf(planned);
  }

  @Override
  public List<String> ids() {
    List<String> ids = new ArrayList<>(List.of(master().id()));
    ids.addAll(slaves.keySet());
    return ids;
  }

  @Override
  public List<NodeStatus> answering() {
    long now = time().now();
    List<NodeStatus> all = new ArrayList<>();
    SimulatedProcess own = run.master().process();
    if (!own.hasEnded() && !own.isStopped()) {
      all.add(PlannedNode.onTrueTime(master().status(), now));
    }
    for (Slave slave : slaves.values()) {
      if (slave.answers()) {
        all.add(PlannedNode.onTrueTime(slave.node.status(), now));
      }
    }
    return all;
  }

  @Override
  public void kill(String id) {
    process(id).end();
  }

  @Override
  public void restart(String id) {
    Slave slave =
        slave(id)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a fixed master is not started again; begin the run anew, or let the nodes"
                            + " elect"));
    slave.process = run.master().enter(slave.next());
  }

  @Override
  public void stop(String id) {
    process(id).stop();
  }

  @Override
  public void resume(String id) {
    process(id).resume();
  }

  @Override
  public void lie(String id, long nanos) {
    slave(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nobody asks a fixed master for its time, so it cannot lie"))
        .host
        .lie(nanos);
  }

  @Override
  public void drift(String id, double faster) {
    slave(id).map(Slave::counter).orElse(master().counter()).drift(faster);
  }

  @Override
  public String add() {
    ReachableSlave drawn = SimulatedScenario.peerOf(time(), scenario, seed, slaves.size() + 1);
    Slave slave = new Slave(drawn, time().now());
    slaves.put(drawn.node().id(), slave);
    slave.process = run.master().enter(slave.next());
    return drawn.node().id();
  }

  @Override
  public void stepDown() {
    throw new IllegalArgumentException("a fixed master leads for good; let the nodes elect");
  }
}
