package berkeley.simulator.chaos;

import berkeley.api.NodeState;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks at the cluster as a whole, four times a period: how long it goes without a master although
 * a majority is connected, and whether it recovers when faults stop.
 */
final class RecoveryWatch {

  private static final long LOOKS_PER_PERIOD = 4;

  private final ChaosSimulation simulation;
  private final long stepNanos;
  private long calmSince;
  private boolean recovering;
  private boolean polling;
  private long goodAt;

  RecoveryWatch(ChaosSimulation simulation) {
    this.simulation = simulation;
    this.stepNanos = simulation.settings.periodNanos() / LOOKS_PER_PERIOD;
  }

  /** All faults have stopped now. */
  void begin() {
    calmSince = simulation.time.now();
    recovering = true;
    simulation.tally.calms++;
    if (!polling) {
      polling = true;
      goodAt = calmSince;
      poll();
    }
  }

  private void poll() {
    long now = simulation.time.now();
    simulation.oracle.lookAtAll();
    if (isLed() || !majorityIsConnected()) {
      goodAt = now;
    }
    simulation.tally.longestGapNanos = Math.max(simulation.tally.longestGapNanos, now - goodAt);
    if (recovering) {
      recover(now);
    }
    simulation.time.in(stepNanos, this::poll);
  }

  private void recover(long now) {
    long took = now - calmSince;
    if (isLed() && allAreSynchronised()) {
      recovering = false;
      simulation.tally.longestRecoveryNanos = Math.max(simulation.tally.longestRecoveryNanos, took);
    } else if (took > FaultSchedule.RECOVERY_PERIODS * simulation.settings.periodNanos()) {
      throw new ViolationError(
          InvariantKind.LIVENESS,
          "%.3f s after the last fault %s",
          took * 1e-9,
          isLed() ? "not all are synchronised: " + states() : "there is no master: " + states());
    }
  }

  private String states() {
    return simulation.hosts.stream()
        .map(host -> host.name + " " + (host.isUp() ? host.life().clock.state() : "down"))
        .collect(Collectors.joining(", "));
  }

  /** Whether there is a master, on each level. */
  private boolean isLed() {
    boolean group = false;
    boolean above = !simulation.weather.has(WeatherKind.TREES);
    for (SimulatedHost host : simulation.hosts) {
      boolean leads = host.isUp() && host.life().leads();
      group |= leads && host.role != HostRole.PARENT;
      above |= leads && host.role == HostRole.PARENT;
    }
    return group && above;
  }

  private boolean allAreSynchronised() {
    return simulation
        .inUse()
        .allMatch(host -> host.isUp() && host.life().clock.state() == NodeState.SYNCHRONISED);
  }

  private boolean majorityIsConnected() {
    List<SimulatedHost> members =
        simulation.inUse().filter(host -> host.role == HostRole.ELECTABLE).toList();
    int majority = members.size() / 2 + 1;
    return members.stream().anyMatch(host -> host.isUp() && circle(host, members) >= majority);
  }

  /** How many nodes round this one can all talk to one another, at least. */
  private int circle(SimulatedHost centre, List<SimulatedHost> members) {
    boolean[] inside = new boolean[simulation.hosts.size()];
    inside[centre.number] = true;
    int size = 1;
    for (SimulatedHost host : members) {
      if (!inside[host.number] && host.isUp() && knowsAll(host, inside)) {
        inside[host.number] = true;
        size++;
      }
    }
    return size;
  }

  private boolean knowsAll(SimulatedHost host, boolean[] inside) {
    for (int i = 0; i < inside.length; i++) {
      if (inside[i] && !simulation.net.isGood(host.number, i)) {
        return false;
      }
    }
    return true;
  }
}
