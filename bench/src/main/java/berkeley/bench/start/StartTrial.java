package berkeley.bench.start;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.accuracy.ProcessCluster;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.NodePlan;
import berkeley.harness.status.ReferencedReading;
import berkeley.harness.status.StatusClient;
import berkeley.master.MasterSettings;
import berkeley.simulator.observation.TrueOffset;
import berkeley.transport.ticks.HostTicks;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One cold start: a registry, four slaves and a master, each a process, and later a fifth slave.
 * The slaves' oscillators are off by {@value #DRIFT_PPM} ppm either way, their clocks by seconds.
 */
final class StartTrial {

  static final double DRIFT_PPM = 100;

  /** When the clocks are looked at, after the last process was ready. */
  static final List<Duration> LOOKS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10));

  /** When the one that joins is looked at, after it was ready. */
  static final Duration NEWCOMER_LOOK = Duration.ofSeconds(2);

  private static final String NEWCOMER = "e";
  private static final Duration NEWCOMER_OFFSET = Duration.ofSeconds(-7);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);
  private static final double RATE_LIMIT_PPM =
      ClockLimits.UNSTEERED.maxSlewPpm() + 2 * StartTrial.DRIFT_PPM;

  private StartTrial() {}

  /**
   * The clocks at one moment.
   *
   * @param spreadNanos the largest difference between any two
   * @param boundNanos the largest error bound; {@link Long#MAX_VALUE} if somebody is silent or not
   *     synchronised yet
   * @param outside how many were farther from the master than their bound
   */
  record Look(long spreadNanos, long boundNanos, int outside) {}

  /**
   * What one start came to.
   *
   * @param looks one for each of {@link #LOOKS}
   * @param newcomer all clocks, the one that joined among them, and the bound of that one alone
   */
  record Outcome(List<Look> looks, Look newcomer) {

    Outcome {
      looks = List.copyOf(looks);
    }
  }

  /**
   * Starts a cluster and watches it.
   *
   * @param command starts the nodes
   * @param settings how the master leads
   * @param seed from which the slaves' first offsets are drawn
   * @throws berkeley.harness.console.CommandFailure if a process does not come up
   */
  static Outcome run(NodeCommand command, MasterSettings settings, long seed)
      throws InterruptedException {
    try (ClusterProcesses processes =
        ClusterProcesses.startedBy(command).errors(name -> Redirect.INHERIT).build()) {
      RegistryAddress registry = processes.startRegistry();
      processes.startAll(arguments(registry, settings, seed));
      long ready = HostTicks.now();
      ClusterProcesses.lead(processes.node(ProcessCluster.MASTER).orElseThrow());
      StatusClient client = StatusClient.at(registry, CALL_LIMIT);
      List<Look> looks = new ArrayList<>();
      for (Duration after : LOOKS) {
        sleepUntil(ready + after.toNanos());
        looks.add(look(client, ProcessCluster.SLAVES, ProcessCluster.SLAVES));
      }
      NodePlan joining = new NodePlan(NEWCOMER, NEWCOMER_OFFSET, -DRIFT_PPM);
      processes.awaitReady(processes.start(NEWCOMER, NodeArguments.slave(joining, registry)));
      sleepUntil(HostTicks.now() + NEWCOMER_LOOK.toNanos());
      List<String> all = new ArrayList<>(ProcessCluster.SLAVES);
      all.add(NEWCOMER);
      return new Outcome(looks, look(client, all, List.of(NEWCOMER)));
    }
  }

  private static Map<String, List<String>> arguments(
      RegistryAddress registry, MasterSettings settings, long seed) {
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    List<Duration> offsets = ProcessCluster.offsets(seed);
    for (int i = 0; i < offsets.size(); i++) {
      double drift = i % 2 == 0 ? DRIFT_PPM : -DRIFT_PPM;
      NodePlan slave = new NodePlan(ProcessCluster.SLAVES.get(i), offsets.get(i), drift);
      arguments.put(slave.id(), NodeArguments.slave(slave, registry));
    }
    NodePlan master = new NodePlan(ProcessCluster.MASTER, Duration.ZERO, 0);
    arguments.put(master.id(), NodeArguments.master(master, registry, settings));
    return arguments;
  }

  private static void sleepUntil(long ticks) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(ticks - HostTicks.now());
  }

  private static Look look(StatusClient client, List<String> slaves, List<String> bounded) {
    long low = 0;
    long high = 0;
    long bound = 0;
    int outside = 0;
    for (Map.Entry<String, ReferencedReading> each :
        client.readAgainst(ProcessCluster.MASTER, slaves).entrySet()) {
      ReferencedReading reading = each.getValue();
      boolean isGood =
          reading.isComplete() && reading.node().get().state() == NodeState.SYNCHRONISED;
      if (!isGood) {
        return new Look(Long.MAX_VALUE, Long.MAX_VALUE, 0);
      }
      NodeStatus slave = reading.node().get();
      TrueOffset offset =
          TrueOffset.between(
              reading.before().get().reading(),
              slave.reading(),
              reading.after().get().reading(),
              RATE_LIMIT_PPM);
      low = Math.min(low, offset.nanos());
      high = Math.max(high, offset.nanos());
      if (Math.abs(offset.nanos()) - offset.toleranceNanos() > slave.errorBoundNanos()) {
        outside++;
      }
      if (bounded.contains(each.getKey())) {
        bound = Math.max(bound, slave.errorBoundNanos());
      }
    }
    return new Look(high - low, bound, outside);
  }
}
