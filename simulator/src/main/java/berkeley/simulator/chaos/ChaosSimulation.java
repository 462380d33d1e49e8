package berkeley.simulator.chaos;

import berkeley.master.MasterSettings;
import berkeley.node.election.ElectionSettings;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.environment.SimulatedRegistry;
import berkeley.simulator.world.RandomSource;
import berkeley.simulator.world.VirtualTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All that one seed's run consists of. Not safe for use by several threads. */
final class ChaosSimulation {

  final SimulatedChaosSettings settings;
  final MasterSettings leads;
  final ElectionSettings election;
  final VirtualTime time = new VirtualTime();
  final RandomSource random;
  final SimulatedNetwork net;
  final SimulatedRegistry registry = new SimulatedRegistry();
  final Map<SimulatedProcess, NodeInstance> lives = new HashMap<>();
  final List<SimulatedHost> hosts;
  final ChaosTally tally = new ChaosTally();
  final ChaosTranscript transcript;
  final ChaosOracle oracle;
  final PromiseObserver promises;
  private long started;

  ChaosSimulation(SimulatedChaosSettings settings, long seed) {
    this.settings = settings;
    this.leads = settings.leads();
    this.election = settings.election();
    this.random = new RandomSource(seed);
    this.net = new SimulatedNetwork(this, random.other());
    this.hosts =
        IntStream.range(0, settings.nodes())
            .mapToObj(number -> new SimulatedHost(number, time, random.other()))
            .toList();
    this.transcript = new ChaosTranscript(time);
    this.oracle = new ChaosOracle(this);
    this.promises = new PromiseObserver(this, seed);
  }

  /** Starts a new life on a host. */
  void start(SimulatedHost host) {
    host.life = new NodeInstance(this, host, ++started);
    host.life.clockFaulty = host.drift.isBeyondDeclared();
    transcript.note("%s starts", host.life.id);
    host.life.begin();
  }
}
