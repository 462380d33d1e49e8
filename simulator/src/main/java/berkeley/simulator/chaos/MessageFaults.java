package berkeley.simulator.chaos;

import berkeley.simulator.world.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the ways between hosts bad, and the registry unavailable. */
final class MessageFaults {

  private static final double MOST_LOSS = 0.4;
  private static final long SECOND = 1_000_000_000L;
  private static final double AT_ONCE = 0.5;
  private static final double ALONE = 0.5;
  private static final double STAYS = 0.25;
  private static final long LEAST_DELAY_NANOS = 100_000L;

  private final ChaosSimulation simulation;
  private final RandomSource random;

  MessageFaults(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
  }

  Optional<Runnable> lose() {
    double share = random.unit() * MOST_LOSS;
    simulation.transcript.note("%.0f %% of all messages get lost", share * 100);
    simulation.net.lose(share);
    return Optional.of(() -> simulation.net.lose(0));
  }

  Optional<Runnable> repeat() {
    double share = random.unit() * MOST_LOSS;
    simulation.transcript.note("%.0f %% of all messages come twice", share * 100);
    simulation.net.repeat(share);
    return Optional.of(() -> simulation.net.repeat(0));
  }

  Optional<Runnable> straggle() {
    double share = random.unit() * MOST_LOSS;
    long longest = 4 * simulation.settings.lease().toNanos();
    simulation.transcript.note(
        "%.0f %% of all messages are late, by up to %d s", share * 100, longest / SECOND);
    simulation.net.straggle(share, longest);
    return Optional.of(() -> simulation.net.straggle(0, longest));
  }

  /** Makes the way between two hosts longer, one way or both. */
  Optional<Runnable> delay(boolean bothWays) {
    SimulatedHost one = random.of(simulation.hosts);
    SimulatedHost other = random.of(simulation.hosts);
    long longest = Math.max(SECOND, simulation.settings.lease().toNanos());
    long nanos = random.magnitude(100_000, longest);
    simulation.transcript.note(
        "messages from %s to %s%s take %.3f ms longer",
        one, other, bothWays ? " and back" : "", nanos * 1e-6);
    delay(one, other, nanos, bothWays);
    return Optional.of(() -> delay(one, other, 0, bothWays));
  }

  private void delay(SimulatedHost one, SimulatedHost other, long nanos, boolean bothWays) {
    simulation.net.delay(one.number, other.number, nanos);
    if (bothWays) {
      simulation.net.delay(other.number, one.number, nanos);
    }
  }

  /** Cuts some hosts off from the others, one way or both. */
  Optional<Runnable> split(boolean bothWays) {
    List<SimulatedHost> here =
        simulation.hosts.stream().filter(host -> random.nextLong() < 0).toList();
    List<SimulatedHost> there =
        simulation.hosts.stream().filter(host -> !here.contains(host)).toList();
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    simulation.transcript.note(
        "nothing passes from %s to %s%s", here, there, bothWays ? " or back" : "");
    each(here, there, bothWays, simulation.net::cut);
    return Optional.of(
        () -> {
          simulation.transcript.note("%s and %s are joined again", here, there);
          each(here, there, bothWays, simulation.net::mend);
        });
  }

  /**
   * Cuts whoever is elected off from most others, at once or soon after, for up to two leases.
   * Those that stay with it may have been corrected by it.
   */
  Optional<Runnable> cutWinners() {
    WinnerCuts cuts = new WinnerCuts();
    simulation.transcript.note("winners of elections will be cut off");
    simulation.whenElected = cuts::elected;
    return Optional.of(cuts::end);
  }

  /** The cuts that one fault has made. */
  private final class WinnerCuts {
    private final List<Runnable> mending = new ArrayList<>();
    private boolean over;

    void elected(NodeInstance winner) {
      if (random.chance(AT_ONCE)) {
        cutOff(winner); // before its first heartbeats leave
      } else {
        long delay = random.magnitude(LEAST_DELAY_NANOS, simulation.settings.periodNanos());
        simulation.time.in(delay, () -> cutOff(winner));
      }
    }

    private void cutOff(NodeInstance winner) {
      if (over) {
        return;
      }
      double stays = random.chance(ALONE) ? 0 : STAYS;
      List<SimulatedHost> here =
          simulation.hosts.stream()
              .filter(host -> host == winner.host || random.chance(stays))
              .toList();
      List<SimulatedHost> there =
          simulation.hosts.stream().filter(host -> !here.contains(host)).toList();
      simulation.transcript.note("%s is cut off with %s", winner.id, here);
      each(here, there, true, simulation.net::cut);
      Runnable mend = () -> mend(here, there);
      mending.add(mend);
      long least = simulation.settings.periodNanos() / 20;
      simulation.time.in(
          random.magnitude(least, 2 * simulation.settings.lease().toNanos()),
          () -> {
            if (mending.remove(mend)) {
              mend.run();
            }
          });
    }

    private void mend(List<SimulatedHost> here, List<SimulatedHost> there) {
      each(here, there, true, simulation.net::mend);
    }

    void end() {
      over = true;
      simulation.whenElected = winner -> {};
      mending.forEach(Runnable::run);
      mending.clear();
    }
  }

  @FunctionalInterface
  private interface Way {
    void with(int from, int to);
  }

  private static void each(
      List<SimulatedHost> here, List<SimulatedHost> there, boolean bothWays, Way way) {
    for (SimulatedHost one : here) {
      for (SimulatedHost other : there) {
        way.with(one.number, other.number);
        if (bothWays) {
          way.with(other.number, one.number);
        }
      }
    }
  }

  Optional<Runnable> registryOut() {
    simulation.transcript.note("the registry is out");
    simulation.registry.out(true);
    simulation.registryAbove.out(true);
    return Optional.of(
        () -> {
          simulation.registry.out(false);
          simulation.registryAbove.out(false);
        });
  }
}
