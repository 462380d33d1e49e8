package berkeley.playground.cluster;

import static java.util.Objects.requireNonNull;

import berkeley.simulator.cluster.ReachableSlave.Ways;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.SimulatedProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The links between all pairs of hosts. A pair uses the ways that the scenario has drawn for the
 * one with the higher number: under asymmetry the way towards that one is the longer one.
 */
final class Links implements MessageCarrier {

  private final List<DrivenHost> hosts;
  private final Map<SimulatedProcess, DrivenHost> byProcess = new HashMap<>();

  Links(List<DrivenHost> hosts) {
    this.hosts = hosts;
  }

  /** Records on which host a process runs. */
  void runsOn(SimulatedProcess process, DrivenHost host) {
    byProcess.put(process, host);
  }

  @Override
  public void send(SimulatedProcess from, SimulatedProcess to, Kind kind, Runnable arrival) {
    int sender = hostOf(from);
    int receiver = hostOf(to);
    Ways ways = hosts.get(Math.max(sender, receiver) - 1).ways(kind);
    (sender < receiver ? ways.out() : ways.back()).send(arrival);
  }

  private int hostOf(SimulatedProcess process) {
    return requireNonNull(byProcess.get(process)).number();
  }
}
