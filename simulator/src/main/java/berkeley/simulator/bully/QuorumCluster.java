package berkeley.simulator.bully;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.Request;
import berkeley.master.MasterSettings;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.node.election.ElectionSettings;
import berkeley.simulator.bully.ElectionNetwork.Purpose;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The election of this project, by the very drivers of real nodes: terms, votes of a majority,
 * leases. For one thread.
 */
final class QuorumCluster implements ElectingCluster {

  private static final long START_NANOS = 1_767_225_600_000_000_000L;

  private final VirtualTime time;
  private final ElectionNetwork network;
  private final Random random;
  private final Duration period;
  private final SimulatedRegistry registry = new SimulatedRegistry();
  private final Map<SimulatedProcess, Integer> numbers = new HashMap<>();
  private final Map<Integer, Life> lives = new HashMap<>();

  /** One life of a node. */
  private record Life(SimulatedProcess process, NodeDriver driver) {}

  QuorumCluster(VirtualTime time, ElectionNetwork network, Random random, Duration period) {
    this.time = time;
    this.network = network;
    this.random = random;
    this.period = period;
  }

  @Override
  public void start(int node) {
    String name = "n" + node;
    OscillatorModel counter = new OscillatorModel(time, node * 7_000_000_003L, List.of());
    SimulatedProcess process = SimulatedProcess.prompt(name, time, counter);
    VirtualNode clock = new VirtualNode(name, counter, START_NANOS + time.now());
    SimulatedPeer[] self = new SimulatedPeer[1];
    NodeDriver driver =
        new NodeDriver(
            clock.core(),
            clock.clock(),
            SimulatedEnvironment.of(
                process,
                () -> START_NANOS + time.now(),
                this::carry,
                new Purposes(),
                registry.of(name, () -> Optional.ofNullable(self[0]), process),
                new Random(random.nextLong())),
            period.dividedBy(2),
            period.dividedBy(10),
            NodeListener.NONE,
            Optional.empty());
    driver.takePart(
        new BuiltInElection(ElectionSettings.forPeriod(period)),
        MasterSettings.builder().period(period).samples(1).quickStart(false).build(),
        report -> {});
    self[0] = new SimulatedPeer(process, clock.service(), driver.election());
    numbers.put(process, node);
    lives.put(node, new Life(process, driver));
    process.run(() -> driver.start(entered -> {}));
  }

  @Override
  public void kill(int node) {
    requireNonNull(lives.get(node)).process().end();
  }

  @Override
  public boolean leads(int node) {
    Life life = lives.get(node);
    return life != null
        && !life.process().hasEnded()
        && life.driver().election().map(election -> election.leads()).orElse(false);
  }

  private void carry(
      SimulatedProcess from, SimulatedProcess to, MessageCarrier.Kind kind, Runnable arrival) {
    network.send(requireNonNull(numbers.get(from)), requireNonNull(numbers.get(to)), arrival);
  }

  /** Counts what arrives: a request, and the answer to it. */
  private final class Purposes implements MessageObserver {

    @Override
    public void arrived(SimulatedProcess from, SimulatedPeer to, Request<?> request) {
      network.arrived(purpose(request), 2);
    }
  }

  private static Purpose purpose(Request<?> request) {
    if (request instanceof Request.Beat) {
      return Purpose.HEARTBEAT;
    }
    boolean election = request instanceof Request.Vote || request instanceof Request.Farewell;
    return election ? Purpose.ELECTION : Purpose.OTHER;
  }
}
