package berkeley.simulator.chaos;

import static java.util.Objects.requireNonNull;

import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that one seed's run consists of. Not safe for use by several threads. */
final class ChaosSimulation {

  private static final int SLAVES = 2;
  private static final int PARENTS = 3;

  final SimulatedChaosSettings settings;
  final Weather weather;
  final VirtualTime time = new VirtualTime();
  final RandomSource random;
  final SimulatedNetwork net;
  final SimulatedRegistry registry = new SimulatedRegistry();

  /** Lists the nodes of the level above, and the group's master while it leads. */
  final SimulatedRegistry registryAbove = new SimulatedRegistry();

  private final Map<SimulatedProcess, NodeInstance> lives = new HashMap<>();
  final List<SimulatedHost> hosts = new ArrayList<>();
  final ChaosTally tally = new ChaosTally();
  final ChaosTranscript transcript;
  final ChaosOracle oracle;
  final PromiseObserver promises;

  /** Harm that is done when a node is elected. */
  Consumer<NodeInstance> whenElected = winner -> {};

  private long started;

  ChaosSimulation(SimulatedChaosSettings settings, long seed) {
    this.settings = settings;
    this.weather = settings.weather().of(seed);
    this.random = new RandomSource(seed);
    this.net = new SimulatedNetwork(this, random.other());
    boolean fixed = weather.has(WeatherKind.FIXED);
    for (int i = 0; i < settings.nodes(); i++) {
      HostRole elected = fixed ? HostRole.SLAVE : HostRole.ELECTABLE;
      add(fixed && i == 0 ? HostRole.FIXED_MASTER : elected);
    }
    add(WeatherKind.SLAVES, HostRole.SLAVE, SLAVES);
    add(WeatherKind.PUSH, HostRole.PUSHING_SLAVE, SLAVES);
    add(WeatherKind.TREES, HostRole.PARENT, PARENTS);
    this.transcript = new ChaosTranscript(time);
    this.oracle = new ChaosOracle(this);
    this.promises = new PromiseObserver(this, seed);
  }

  private void add(WeatherKind kind, HostRole role, int count) {
    for (int i = 0; i < count && weather.has(kind); i++) {
      add(role);
    }
  }

  /** Adds a host on which nothing runs yet. */
  SimulatedHost add(HostRole role) {
    RandomSource own = random.other();
    HostOscillator drift =
        weather.has(WeatherKind.LIMITS)
            ? HostOscillator.atLimits(own, settings.periodNanos() / 25_000_000)
            : HostOscillator.ordinary(own);
    SimulatedHost host = new SimulatedHost(hosts.size(), role, drift, time);
    hosts.add(host);
    net.connect(host.number);
    return host;
  }

  /** Adds a host, while others are running. */
  SimulatedHost addLater(HostRole role) {
    SimulatedHost host = add(role);
    host.begin(new NodeInstance(this, host, 0));
    host.life().kill();
    return host;
  }

  /** Starts a new life on a host. */
  void start(SimulatedHost host) {
    host.begin(new NodeInstance(this, host, ++started));
    host.life().clockFaulty = host.drift.isBeyondDeclared();
    transcript.note("%s starts", host.life().id);
    host.life().begin();
  }

  /** Records which life runs in a process. */
  void runsIn(SimulatedProcess process, NodeInstance life) {
    lives.put(process, life);
  }

  /** Returns the life that runs, or ran, in a process. */
  NodeInstance lifeIn(SimulatedProcess process) {
    return requireNonNull(lives.get(process));
  }

  /** Returns the host of that name. */
  SimulatedHost host(String name) {
    return hosts.get(Integer.parseInt(name.substring(1)));
  }

  /** Returns those hosts that have not been given up, in their order. */
  Stream<SimulatedHost> inUse() {
    return hosts.stream().filter(host -> !host.retired);
  }

  /**
   * Returns whether more than half of those that vote beside the given ones know cluster time by a
   * sound clock: else cluster time would be lost, or be what a broken clock says.
   */
  boolean isTimeSafeWithout(Collection<SimulatedHost> lost) {
    return lost.stream()
        .map(host -> PromiseObserver.electorateOf(host.role))
        .distinct()
        .allMatch(electorate -> isTimeSafe(electorate, lost));
  }

  private boolean isTimeSafe(String electorate, Collection<SimulatedHost> lost) {
    List<SimulatedHost> voters =
        inUse()
            .filter(host -> host.isElectable() || weather.has(WeatherKind.FIXED))
            .filter(host -> PromiseObserver.electorateOf(host.role).equals(electorate))
            .toList();
    long knowing =
        voters.stream().filter(host -> !lost.contains(host) && host.isSoundAndKnows()).count();
    return 2 * knowing > voters.size();
  }

  /** Returns where nodes of a role are listed. */
  SimulatedRegistry registryOf(HostRole role) {
    return role == HostRole.PARENT ? registryAbove : registry;
  }

  /** Returns whether a leader of this role is an authority, and not a group's master. */
  boolean isAuthority(HostRole role) {
    return role == HostRole.PARENT || !weather.has(WeatherKind.TREES);
  }
}
