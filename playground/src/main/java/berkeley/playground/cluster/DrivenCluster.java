package berkeley.playground.cluster;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.simulator.cluster.SimulatedScenario;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.observation.NewestMaster;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A cluster in which every node is driven as a real one is, and none is special from the beginning:
 * nodes find one another in a registry, elect a master or have a fixed one, are killed, started
 * again and stopped.
 *
 * <p>Oscillators and delays are drawn as those of a scenario's slaves, by the same numbers. A pure
 * function of scenario, seed and what is done to it when. Not safe for use by several threads.
 */
public final class DrivenCluster {

  private final VirtualTime time = new VirtualTime();
  private final Scenario scenario;
  private final Leadership leadership;
  private final Consumer<RoundReport> onRound;
  private final RandomSource random;
  private final SimulatedRegistry registry = new SimulatedRegistry();
  private final List<DrivenHost> hosts = new ArrayList<>();
  private final long seed;
  private final Links links;
  private MessageCarrier carrier;

  /**
   * Starts a cluster.
   *
   * @param scenario what its nodes and its network are like; it has one node for each slave
   * @param seed what it is drawn by
   * @param leadership how it comes by its master
   * @param onRound told of each round
   */
  public DrivenCluster(
      Scenario scenario, long seed, Leadership leadership, Consumer<RoundReport> onRound) {
    this.scenario = scenario;
    this.leadership = leadership;
    this.onRound = onRound;
    this.random = new RandomSource(seed);
    this.seed = seed;
    this.links = new Links(hosts);
    this.carrier = links;
    IntStream.rangeClosed(1, scenario.slaves()).forEach(this::draw);
    hosts.forEach(this::start);
  }

  private DrivenHost draw(int number) {
    DrivenHost host =
        new DrivenHost(number, SimulatedScenario.peerOf(time, scenario, seed, number), time.now());
    hosts.add(host);
    return host;
  }

  /** Returns true time, in which more can be planned. */
  public VirtualTime time() {
    return time;
  }

  Scenario scenario() {
    return scenario;
  }

  Leadership leadership() {
    return leadership;
  }

  RandomSource random() {
    return random;
  }

  SimulatedRegistry registry() {
    return registry;
  }

  Links links() {
    return links;
  }

  void led(RoundReport report) {
    onRound.accept(report);
  }

  private DrivenHost host(int number) {
    return hosts.get(number - 1);
  }

  private void start(DrivenHost host) {
    DrivenLife life = new DrivenLife(this, host);
    host.begins(life);
    life.begin();
  }

  /** Lets happen what is due up to the given true time, in nanoseconds since the start. */
  public void runUntil(long nanos) {
    time.runUntil(nanos);
  }

  /** Returns what each living node says of itself, in the order of their numbers. */
  public List<NodeStatus> statuses() {
    return hosts.stream()
        .flatMap(host -> host.life().stream())
        .map(life -> life.node().status())
        .toList();
  }

  /** Returns the number of the node that leads in the newest term; empty if none does. */
  public Optional<Integer> leader() {
    return NewestMaster.of(statuses().stream()).map(master -> number(master.id()));
  }

  /**
   * Orders the master to change the time of the whole cluster.
   *
   * @param nanos by how much
   * @throws IllegalStateException if nobody leads, or the master refuses
   */
  public TimeOrder order(long nanos) {
    return leading().node().service().orders().setTime(nanos);
  }

  /**
   * Returns what became of the order.
   *
   * @throws IllegalStateException if nobody leads
   */
  public TimeOrder order() {
    return leading().node().service().orders().timeOrder();
  }

  private DrivenLife leading() {
    return leader()
        .flatMap(number -> host(number).life())
        .orElseThrow(() -> new IllegalStateException("nobody leads"));
  }

  /** Starts one more node, on a host of its own. */
  public int add() {
    DrivenHost host = draw(hosts.size() + 1);
    start(host);
    return host.number();
  }

  /** Returns the name of a node. */
  public String name(int number) {
    return host(number).host().name();
  }

  /**
   * Returns the number of a node.
   *
   * @throws IllegalArgumentException if no node ever had the name
   */
  public int number(String name) {
    return hosts.stream()
        .filter(host -> host.host().name().equals(name))
        .map(DrivenHost::number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no '%s'".formatted(name)));
  }

  /** Returns how many hosts there are. */
  public int size() {
    return hosts.size();
  }

  /** Returns a host's counter. */
  public OscillatorModel counter(int number) {
    return host(number).host().counter();
  }

  /** Returns what runs on a host now; empty if nothing does, or if it is stopped. */
  public Optional<VirtualNode> answering(int number) {
    return host(number).life().filter(life -> !life.process().isStopped()).map(DrivenLife::node);
  }

  /** Lets whoever leads give it up; returns whether somebody did. */
  public boolean stepDown() {
    return leader()
        .flatMap(number -> host(number).life())
        .map(life -> life.driver().stepDown())
        .orElse(false);
  }

  /** Puts something before the links. */
  public void disturb(UnaryOperator<MessageCarrier> disturbed) {
    carrier = disturbed.apply(links);
  }

  MessageCarrier carrier() {
    return carrier;
  }

  /** Ends a node at once, as SIGKILL does; without effect where none runs. */
  public void kill(int number) {
    host(number).kill();
  }

  /** Starts a node anew, as a newcomer; without effect where one runs. */
  public void restart(int number) {
    if (host(number).life().isEmpty()) {
      start(host(number));
    }
  }

  /** Stops a node's process, as SIGSTOP does. */
  public void stop(int number) {
    host(number).life().ifPresent(life -> life.process().stop());
  }

  /** Lets a stopped process go on. */
  public void resume(int number) {
    host(number).life().ifPresent(life -> life.process().resume());
  }

  /** Makes a node tell another time than its own, by so many nanoseconds; 0 ends it. */
  public void lie(int number, long nanos) {
    host(number).host().lie(nanos);
  }
}
