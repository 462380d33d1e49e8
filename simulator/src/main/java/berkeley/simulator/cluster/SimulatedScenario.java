package berkeley.simulator.cluster;

import berkeley.api.SynchronizedClock;
import berkeley.node.CorrectionListener;
import berkeley.node.NodeService;
import berkeley.node.discipline.ServoSettings;
import berkeley.simulator.cluster.ReachableSlave.Ways;
import berkeley.simulator.scenario.ClockSpec;
import berkeley.simulator.scenario.NetworkSpec;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.ScenarioFaults;
import berkeley.simulator.world.DelayModel;
import berkeley.simulator.world.FrequencyError;
import berkeley.simulator.world.NetworkPath;
import berkeley.simulator.world.OscillatorModel;
import berkeley.simulator.world.RandomSources;
import berkeley.simulator.world.RandomSources.Concern;
import berkeley.simulator.world.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * All nodes of a scenario, their oscillators and the ways between them, drawn by a seed.
 *
 * @param master the master's own node; its oscillator is perfect, or wanders
 * @param peers the slaves, by their numbers from 1
 */
public record SimulatedScenario(VirtualNode master, List<ReachableSlave> peers) {

  /** Counters of different hosts have nothing to do with one another. */
  private static final long TICKS_APART = 7_000_000_000_003L;

  /** Copies the list. */
  public SimulatedScenario {
    peers = List.copyOf(peers);
  }

  /**
   * Draws a cluster.
   *
   * @param time true time, at its beginning
   * @param scenario what is to be drawn
   * @param seed what it is drawn by
   */
  public static SimulatedScenario of(VirtualTime time, Scenario scenario, long seed) {
    Builder builder = new Builder(time, scenario, seed);
    List<ReachableSlave> peers =
        IntStream.rangeClosed(1, scenario.slaves()).mapToObj(builder::peer).toList();
    return new SimulatedScenario(builder.master(CorrectionListener.NONE), peers);
  }

  /**
   * Draws the master's own node alone, the same as in the whole cluster.
   *
   * @param corrections told of each correction that it applies
   */
  public static VirtualNode masterOf(
      VirtualTime time, Scenario scenario, long seed, CorrectionListener corrections) {
    return new Builder(time, scenario, seed).master(corrections);
  }

  /** Draws one slave alone, the same as in the whole cluster. */
  public static ReachableSlave peerOf(VirtualTime time, Scenario scenario, long seed, int number) {
    return new Builder(time, scenario, seed).peer(number);
  }

  private record Builder(VirtualTime time, Scenario scenario, long seed) {

    VirtualNode master(CorrectionListener corrections) {
      List<FrequencyError> errors = new ArrayList<>();
      if (scenario.clocks().wanderingReference()) {
        errors.add(wander(RandomSources.of(seed, 0, Concern.WANDER)));
      }
      return new VirtualNode(
          "master",
          new OscillatorModel(time, 0, errors),
          startNanos(),
          ServoSettings.defaults(),
          corrections);
    }

    ReachableSlave peer(int number) {
      ClockSpec clocks = scenario.clocks();
      ScenarioFaults faults = scenario.faults();
      Random initial = RandomSources.initial(seed, number);
      double drawnOffset = RandomSources.symmetric(initial, clocks.initialOffset().toNanos());
      double drawnFrequency = RandomSources.symmetric(initial, clocks.initialFrequency());
      Duration offset =
          faults.offsets().getOrDefault(number, Duration.ofNanos(Math.round(drawnOffset)));
      double frequency = faults.frequencies().getOrDefault(number, drawnFrequency);
      OscillatorModel counter =
          new OscillatorModel(time, number * TICKS_APART, frequencyErrors(number, frequency));
      VirtualNode node =
          new VirtualNode(
              "s%02d".formatted(number), counter, startNanos() + offset.toNanos(), clocks.servo());
      faults.jumps().stream()
          .filter(jump -> jump.slave() == number)
          .forEach(jump -> time.at(jump.at().toNanos(), () -> counter.jump(jump.size().toNanos())));
      NodeService service = node.service();
      Duration lie = faults.liars().get(number);
      return new ReachableSlave(
          node,
          lie == null ? deceiving(number, service) : new StubbornLiar(service, lie.toNanos()),
          ways(number, Concern.PROBE_DELAY, Concern.PROBE_FATE),
          ways(number, Concern.CORRECTION_DELAY, Concern.CORRECTION_FATE),
          ways(number, Concern.OTHER_DELAY, Concern.OTHER_FATE));
    }

    private NodeService deceiving(int number, NodeService honest) {
      return scenario
          .faults()
          .deception(number)
          .<NodeService>map(
              how ->
                  new TwoFacedSlave(
                      honest, () -> time.now() < how.from().toNanos() ? 0 : how.lie().toNanos()))
          .orElse(honest);
    }

    private List<FrequencyError> frequencyErrors(int number, double frequency) {
      ClockSpec clocks = scenario.clocks();
      List<FrequencyError> errors = new ArrayList<>();
      errors.add(FrequencyError.constant(frequency));
      errors.add(wander(RandomSources.of(seed, number, Concern.WANDER)));
      clocks.step().ifPresent(s -> errors.add(FrequencyError.step(s.ratio(), s.at().toSeconds())));
      clocks
          .sine()
          .ifPresent(
              s ->
                  errors.add(
                      FrequencyError.sine(
                          s.amplitude(),
                          s.period().toSeconds(),
                          RandomSources.of(seed, number, Concern.TEMPERATURE).nextDouble())));
      return errors;
    }

    private FrequencyError wander(Random random) {
      ClockSpec clocks = scenario.clocks();
      return FrequencyError.wander(clocks.wander(), clocks.wanderEvery().toSeconds(), random);
    }

    private Ways ways(int number, Concern duration, Concern luck) {
      Random delays = RandomSources.of(seed, number, duration);
      Random fate = RandomSources.of(seed, number, luck);
      long asymmetry = scenario.network().asymmetry().toNanos();
      return new Ways(
          path(number, Math.max(0, asymmetry), delays, fate),
          path(number, Math.max(0, -asymmetry), delays, fate));
    }

    private NetworkPath path(int number, long longer, Random delays, Random fate) {
      NetworkSpec network = scenario.network();
      DelayModel delay =
          DelayModel.exponential(network.base().toNanos(), network.jitter().toNanos(), delays);
      if (longer > 0) {
        delay = delay.plus(longer);
      }
      if (network.spikes().probability() > 0) {
        delay =
            delay.withSpikes(
                network.spikes().size().toNanos(), network.spikes().probability(), fate);
      }
      List<NetworkPath.Outage> outages =
          network.outages().stream()
              .filter(outage -> outage.hits(number))
              .map(o -> new NetworkPath.Outage(o.from().toNanos(), o.to().toNanos()))
              .toList();
      return new NetworkPath(time, delay, network.loss(), fate, outages);
    }

    private long startNanos() {
      return SynchronizedClock.toNanos(scenario.start());
    }
  }
}
