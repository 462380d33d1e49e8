package berkeley.recipes.cluster;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.EventLoop;
import berkeley.api.wire.RoundReport;
import berkeley.master.MasterSettings;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.node.election.ElectionSettings;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.world.FrequencyError;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Electable nodes in virtual time, as recipes' tests need them: real clocks, rounds and elections,
 * over modelled oscillators and an uneven network; masters die, are stopped and are cut off.
 */
public final class VirtualCluster {

  private static final long WALL_NANOS = 1_780_000_000_000_000_000L;
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final double DRIFT = 50e-6;

  public final VirtualTime time = new VirtualTime();
  public final RandomSource random;
  public final List<Host> hosts;
  private final SimulatedRegistry registry = new SimulatedRegistry();
  private final Map<SimulatedProcess, Host> places = new HashMap<>();
  private final Set<Host> cutOff = new HashSet<>();
  private final MasterSettings rounds = MasterSettings.builder().samples(2).period(PERIOD).build();
  private long started;
  private int masterships;

  /** Starts nodes; what happens follows from the seed. */
  public VirtualCluster(int nodes, long seed) {
    random = new RandomSource(seed);
    hosts = IntStream.range(0, nodes).mapToObj(Host::new).toList();
    hosts.forEach(host -> host.start(0));
  }

  /** Lets time pass, and calls back after each step of it. */
  public void run(Duration length, Duration step, Runnable look) {
    long end = time.now() + length.toNanos();
    while (time.now() < end) {
      time.runUntil(time.now() + step.toNanos());
      look.run();
    }
  }

  /** From now on one node after the other, mostly the master, is killed, stopped or cut off. */
  public void harm() {
    time.in(random.between(5_000_000_000L, 25_000_000_000L), this::harmNext);
  }

  private void harmNext() {
    Host victim =
        hosts.stream()
            .filter(host -> host.leads() && random.chance(0.7))
            .findFirst()
            .orElseGet(() -> random.of(hosts));
    long length = random.between(200_000_000L, 12_000_000_000L);
    switch ((int) random.nextLong(3)) {
      case 0 -> {
        victim.kill();
        time.in(length, () -> victim.start(0));
      }
      case 1 -> {
        SimulatedProcess stopped = victim.process;
        stopped.stop();
        time.in(length, stopped::resume);
      }
      default -> {
        cutOff.add(victim);
        time.in(length, () -> cutOff.remove(victim));
      }
    }
    harm();
  }

  /** Kills all nodes and starts them anew, with wall clocks that are off by so much. */
  public void restartAll(long wallErrorNanos) {
    hosts.forEach(Host::kill);
    hosts.forEach(host -> host.start(wallErrorNanos));
  }

  /**
   * Cuts one node off for good, and starts all others anew, whose wall clocks are off by so much.
   */
  public void restartAllBut(Host kept, long wallErrorNanos) {
    cutOff.add(kept);
    List<Host> others = hosts.stream().filter(host -> host != kept).toList();
    others.forEach(Host::kill);
    others.forEach(host -> host.start(wallErrorNanos));
  }

  /** Returns the time now, as a true wall clock would show it. */
  public long wallNanos() {
    return WALL_NANOS + time.now();
  }

  /** Returns how often a master was elected so far. */
  public int masterships() {
    return masterships;
  }

  private void carry(
      SimulatedProcess from, SimulatedProcess to, MessageCarrier.Kind kind, Runnable arrival) {
    Host sender = places.get(from);
    Host receiver = places.get(to);
    if (!cutOff.contains(sender) && !cutOff.contains(receiver)) {
      // One way is longer than the other: offsets are wrong by half of the difference.
      long uneven = sender.number < receiver.number ? 300_000L * receiver.number : 0;
      time.in(60_000 + uneven + random.exponential(30_000), arrival);
    }
  }

  /** A place for one node at a time. */
  public final class Host {

    public final int number;
    private final OscillatorModel counter;
    private SimulatedProcess process;
    private NodeClock clock;
    private NodeDriver driver;
    private Optional<SimulatedPeer> peer = Optional.empty();

    private Host(int number) {
      this.number = number;
      this.counter =
          new OscillatorModel(
              time,
              number * 7_000_000_000_003L,
              List.of(FrequencyError.constant(DRIFT * (2 * random.unit() - 1))));
    }

    /** Returns the clock of the node that was started last. */
    public NodeClock clock() {
      return clock;
    }

    /** Runs something in the process: at once, or when it goes on after a stop. */
    public void run(Runnable event) {
      process.run(event);
    }

    /** Returns the loop of the node that was started last: nothing happens on it after its end. */
    public EventLoop loop() {
      return process;
    }

    /** Returns this host's counter. */
    public long ticks() {
      return counter.getAsLong();
    }

    public boolean isAlive() {
      return !process.hasEnded();
    }

    boolean leads() {
      return isAlive() && driver.election().orElseThrow().leads();
    }

    void kill() {
      process.end();
    }

    private void start(long wallErrorNanos) {
      if (process != null && isAlive()) {
        return;
      }
      String name = "n" + number;
      process = SimulatedProcess.prompt(name, time, counter);
      places.put(process, this);
      long wall = WALL_NANOS + wallErrorNanos + random.between(-100_000_000L, 100_000_000L);
      clock =
          new NodeClock(
              new SteeredClock(counter::getAsLong, wall + time.now()),
              Discipline.withDefaults(ClockLimits.UNSTEERED),
              PERIOD.multipliedBy(5).dividedBy(2),
              Runnable::run);
      NodeCore core =
          new NodeCore(name, ++started, clock, (node, adjustment) -> {}, new Random(started));
      NodeDriver made =
          new NodeDriver(
              core,
              clock,
              SimulatedEnvironment.of(
                  process,
                  () -> wall + time.now(),
                  VirtualCluster.this::carry,
                  MessageObserver.NONE,
                  registry.of(name, this::entry, process),
                  random.other()),
              PERIOD.dividedBy(2),
              Duration.ofMillis(100),
              new Masterships(),
              Optional.empty());
      driver = made;
      made.takePart(new BuiltInElection(ElectionSettings.forPeriod(PERIOD)), rounds, report -> {});
      peer = Optional.of(new SimulatedPeer(process, core, made.election()));
      process.run(() -> made.start(entered -> {}));
    }

    private Optional<SimulatedPeer> entry() {
      return peer;
    }
  }

  private final class Masterships implements NodeListener {
    @Override
    public void began(String node, long term) {
      masterships++;
    }

    @Override
    public void ended(String node, long term) {}

    @Override
    public void led(RoundReport report) {}

    @Override
    public void electionStep(String node, long term, String step, String master) {}
  }
}
