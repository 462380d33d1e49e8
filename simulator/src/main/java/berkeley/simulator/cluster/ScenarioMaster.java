package berkeley.simulator.cluster;

import static java.util.Objects.requireNonNull;

import berkeley.api.environment.Reply;
import berkeley.api.environment.Request;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.node.driver.MastershipDriver;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A scenario's fixed master: the driver of real nodes, over the scenario's paths.
 *
 * <p>Everybody is listed from the beginning; finding one another is not what a scenario is about.
 * Events happen without delay. Not safe for use by several threads.
 */
public final class ScenarioMaster {

  static final long TERM = 1;

  /** The master is not listed itself; in a tree a member of its group may have its name. */
  private static final String UNLISTED = "";

  private static final Duration RE_REGISTER = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final MasterSettings settings;
  private final Observer observer;
  private final NodeDriver driver;
  private final SimulatedRegistry registry = new SimulatedRegistry();

  /** What slaves that send their time find: the master alone. */
  private final SimulatedRegistry masters = new SimulatedRegistry();

  private final MessageCarrier links;
  private final Map<SimulatedProcess, ReachableSlave> slaves = new LinkedHashMap<>();
  private final Map<String, SimulatedProcess> processes = new HashMap<>();
  private final VirtualTime time;
  private final SimulatedProcess own;

  /** Looks on while a master leads. */
  public interface Observer {

    /** A round is over. */
    void roundEnded(RoundReport report);

    /** A message has reached a slave, which has not done anything about it yet. */
    void touched(VirtualNode slave);

    /** A slave has got a correction. */
    void corrected(VirtualNode slave);
  }

  /**
   * Prepares a mastership that has not begun yet.
   *
   * @param time true time
   * @param node the master's own node
   * @param settings how it leads
   * @param peers the slaves
   * @param observer looks on
   */
  public ScenarioMaster(
      VirtualTime time,
      VirtualNode node,
      MasterSettings settings,
      Iterable<ReachableSlave> peers,
      Observer observer) {
    this(time, node, settings, peers, observer, links -> links);
  }

  /**
   * Prepares a mastership whose messages can be disturbed.
   *
   * @param time true time
   * @param node the master's own node
   * @param settings how it leads
   * @param peers the slaves
   * @param observer looks on
   * @param disturbed stands before the scenario's paths
   */
  public ScenarioMaster(
      VirtualTime time,
      VirtualNode node,
      MasterSettings settings,
      Iterable<ReachableSlave> peers,
      Observer observer,
      UnaryOperator<MessageCarrier> disturbed) {
    this.time = time;
    this.settings = settings;
    this.observer = observer;
    this.links = disturbed.apply(this::carry);
    peers.forEach(this::enter);
    this.own = SimulatedProcess.prompt(node.id(), time, node.counter());
    this.driver =
        new NodeDriver(
            node.core(),
            node.clock(),
            SimulatedEnvironment.of(
                own,
                node::nodeTime,
                links,
                new Messages(),
                registry.of(UNLISTED, Optional::empty, own),
                new Random(0)),
            RE_REGISTER,
            LOOK,
            NodeListener.NONE,
            Optional.empty());
    masters.enter(node.id(), new SimulatedPeer(own, node.service(), Optional.empty()));
  }

  /** Has each slave send its time by itself, by as many probes as the master would make. */
  public void pushEvery(Duration period) {
    slaves.forEach((process, slave) -> push(process, slave.node(), period));
  }

  private void push(SimulatedProcess process, VirtualNode node, Duration period) {
    new NodeDriver(
            node.core(),
            node.clock(),
            SimulatedEnvironment.of(
                process,
                node::nodeTime,
                links,
                new Messages(),
                masters.of(UNLISTED, Optional::empty, process),
                new Random(0)),
            RE_REGISTER,
            LOOK,
            NodeListener.NONE,
            Optional.empty())
        .pushEvery(period, settings.samples());
  }

  /**
   * Enters a slave, in place of one of the same name if there is one: its next life.
   *
   * @return where it runs
   */
  public SimulatedProcess enter(ReachableSlave slave) {
    String id = slave.node().id();
    SimulatedProcess process = SimulatedProcess.prompt(id, time, slave.node().counter());
    slaves.put(process, slave);
    processes.put(id, process);
    registry.enter(id, new SimulatedPeer(process, slave.service(), Optional.empty()));
    return process;
  }

  /** Returns where the master runs. */
  public SimulatedProcess process() {
    return own;
  }

  /**
   * Returns where a slave's present life runs.
   *
   * @throws java.util.NoSuchElementException if there is no slave of that name
   */
  public SimulatedProcess process(String slave) {
    return Optional.ofNullable(processes.get(slave)).orElseThrow();
  }

  private ReachableSlave slave(SimulatedProcess process) {
    return requireNonNull(slaves.get(process));
  }

  private void carry(
      SimulatedProcess from, SimulatedProcess to, MessageCarrier.Kind kind, Runnable arrival) {
    ReachableSlave receiver = slaves.get(to);
    if (receiver == null) {
      slave(from).ways(kind).back().send(arrival);
    } else {
      receiver.ways(kind).out().send(arrival);
    }
  }

  /** Tells the observer of what reaches slaves. */
  private final class Messages implements MessageObserver {

    @Override
    public void probed(SimulatedPeer peer) {
      touched(peer);
    }

    @Override
    public void arrived(SimulatedProcess from, SimulatedPeer to, Request<?> request) {
      touched(to);
    }

    private void touched(SimulatedPeer peer) {
      Optional.ofNullable(slaves.get(peer.process()))
          .ifPresent(slave -> observer.touched(slave.node()));
    }

    @Override
    public void answered(
        SimulatedProcess from, SimulatedPeer to, Request<?> request, Reply<?> reply) {
      if (request instanceof Request.Adjust) {
        observer.corrected(slave(to.process()).node());
      }
    }
  }

  /** Begins the first round now; has the others follow. */
  public void lead() {
    driver.leadInTerm(TERM, settings, observer::roundEnded, ending -> {});
  }

  /**
   * Returns the mastership, which takes operators' orders.
   *
   * @throws java.util.NoSuchElementException if it has not begun
   */
  public MastershipDriver mastership() {
    return driver.mastership().orElseThrow();
  }
}
