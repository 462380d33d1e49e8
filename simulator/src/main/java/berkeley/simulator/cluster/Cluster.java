package berkeley.simulator.cluster;

import berkeley.api.ClockRemote;
import berkeley.api.SynchronizedClock;
import berkeley.simulator.cluster.Peer.Ways;
import berkeley.simulator.scenario.ClockSpec;
import berkeley.simulator.scenario.Faults;
import berkeley.simulator.scenario.NetworkSpec;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.Crystal;
import berkeley.simulator.world.Delay;
import berkeley.simulator.world.Draws;
import berkeley.simulator.world.Draws.Concern;
import berkeley.simulator.world.FrequencyError;
import berkeley.simulator.world.Path;
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
public record Cluster(VirtualNode master, List<Peer> peers) {

  /** Counters of different hosts have nothing to do with one another. */
  private static final long TICKS_APART = 7_000_000_000_003L;

  /** Copies the list. */
  public Cluster {
    peers = List.copyOf(peers);
  }

  /**
   * Draws a cluster.
   *
   * @param time true time, at its beginning
   * @param scenario what is to be drawn
   * @param seed what it is drawn by
   */
  public static Cluster of(VirtualTime time, Scenario scenario, long seed) {
    Builder builder = new Builder(time, scenario, seed);
    List<Peer> peers = IntStream.rangeClosed(1, scenario.slaves()).mapToObj(builder::peer).toList();
    return new Cluster(builder.master(), peers);
  }

  /** Draws the master's own node alone, the same as in the whole cluster. */
  public static VirtualNode masterOf(VirtualTime time, Scenario scenario, long seed) {
    return new Builder(time, scenario, seed).master();
  }

  /** Draws one slave alone, the same as in the whole cluster. */
  public static Peer peerOf(VirtualTime time, Scenario scenario, long seed, int number) {
    return new Builder(time, scenario, seed).peer(number);
  }

  private record Builder(VirtualTime time, Scenario scenario, long seed) {

    VirtualNode master() {
      List<FrequencyError> errors = new ArrayList<>();
      if (scenario.clocks().wanderingReference()) {
        errors.add(wander(Draws.of(seed, 0, Concern.WANDER)));
      }
      return new VirtualNode("master", new Crystal(time, 0, errors), startNanos());
    }

    Peer peer(int number) {
      ClockSpec clocks = scenario.clocks();
      Faults faults = scenario.faults();
      Random initial = Draws.initial(seed, number);
      double drawnOffset = Draws.symmetric(initial, clocks.initialOffset().toNanos());
      double drawnFrequency = Draws.symmetric(initial, clocks.initialFrequency());
      Duration offset =
          faults.offsets().getOrDefault(number, Duration.ofNanos(Math.round(drawnOffset)));
      double frequency = faults.frequencies().getOrDefault(number, drawnFrequency);
      Crystal crystal = new Crystal(time, number * TICKS_APART, frequencyErrors(number, frequency));
      VirtualNode node =
          new VirtualNode(
              "s%02d".formatted(number), crystal, startNanos() + offset.toNanos(), clocks.servo());
      faults.jumps().stream()
          .filter(jump -> jump.slave() == number)
          .forEach(jump -> time.at(jump.at().toNanos(), () -> crystal.jump(jump.size().toNanos())));
      ClockRemote remote = node.remote();
      Duration lie = faults.liars().get(number);
      return new Peer(
          node,
          lie == null ? deceiving(number, remote) : new Liar(remote, lie.toNanos()),
          ways(number, Concern.PROBE_DELAY, Concern.PROBE_FATE),
          ways(number, Concern.CORRECTION_DELAY, Concern.CORRECTION_FATE));
    }

    private ClockRemote deceiving(int number, ClockRemote honest) {
      return scenario
          .faults()
          .deception(number)
          .<ClockRemote>map(
              how ->
                  new Deceiver(
                      honest, () -> time.now() < how.from().toNanos() ? 0 : how.lie().toNanos()))
          .orElse(honest);
    }

    private List<FrequencyError> frequencyErrors(int number, double frequency) {
      ClockSpec clocks = scenario.clocks();
      List<FrequencyError> errors = new ArrayList<>();
      errors.add(FrequencyError.constant(frequency));
      errors.add(wander(Draws.of(seed, number, Concern.WANDER)));
      clocks.step().ifPresent(s -> errors.add(FrequencyError.step(s.ratio(), s.at().toSeconds())));
      clocks
          .sine()
          .ifPresent(
              s ->
                  errors.add(
                      FrequencyError.sine(
                          s.amplitude(),
                          s.period().toSeconds(),
                          Draws.of(seed, number, Concern.TEMPERATURE).nextDouble())));
      return errors;
    }

    private FrequencyError wander(Random random) {
      ClockSpec clocks = scenario.clocks();
      return FrequencyError.wander(clocks.wander(), clocks.wanderEvery().toSeconds(), random);
    }

    private Ways ways(int number, Concern duration, Concern luck) {
      Random delays = Draws.of(seed, number, duration);
      Random fate = Draws.of(seed, number, luck);
      long asymmetry = scenario.network().asymmetry().toNanos();
      return new Ways(
          path(number, Math.max(0, asymmetry), delays, fate),
          path(number, Math.max(0, -asymmetry), delays, fate));
    }

    private Path path(int number, long longer, Random delays, Random fate) {
      NetworkSpec network = scenario.network();
      Delay delay = Delay.exponential(network.base().toNanos(), network.jitter().toNanos(), delays);
      if (longer > 0) {
        delay = delay.plus(longer);
      }
      if (network.spikes().probability() > 0) {
        delay =
            delay.withSpikes(
                network.spikes().size().toNanos(), network.spikes().probability(), fate);
      }
      List<Path.Outage> outages =
          network.outages().stream()
              .filter(outage -> outage.hits(number))
              .map(o -> new Path.Outage(o.from().toNanos(), o.to().toNanos()))
              .toList();
      return new Path(time, delay, network.loss(), fate, outages);
    }

    private long startNanos() {
      return SynchronizedClock.toNanos(scenario.start());
    }
  }
}
