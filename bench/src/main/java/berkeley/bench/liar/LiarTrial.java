package berkeley.bench.liar;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.bench.process.OwnCheckout;
import berkeley.bench.process.TlsSockets;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessVariation;
import berkeley.harness.status.StatusClient;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Six honest slaves, a liar and a master, each a process under TLS. The master's oscillator is the
 * host's monotonic counter itself, so the others' common time does not change against that counter
 * unless the liar moves it. For one thread; this process is under TLS from then on.
 */
final class LiarTrial implements AutoCloseable {
  private static final List<String> HONEST = List.of("a", "b", "c", "d", "e", "f");
  private static final String MASTER = "master";
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);
  private static final long LOOK_PAUSE_MILLIS = 50;

  private final ClusterProcesses processes;
  private final StatusClient client;
  private final ChildProcess liar;

  private LiarTrial(ClusterProcesses processes, StatusClient client, ChildProcess liar) {
    this.processes = processes;
    this.client = client;
    this.liar = liar;
  }

  /**
   * Starts the processes and waits until all honest slaves are synchronised.
   *
   * @param home the checkout, with the {@code berkeley} script in it
   * @param folder for keys, which are made
   */
  static LiarTrial start(Path home, Path folder) throws IOException, InterruptedException {
    ClusterKeys keys = ClusterKeys.in(folder);
    for (String id : HONEST) {
      keys.addNode(id);
    }
    keys.addNode(MASTER);
    keys.addNode(LyingMember.ID);
    TlsSockets.install(keys.of(ClusterKeys.OPERATOR));
    OwnCheckout checkout = new OwnCheckout(home);
    ClusterProcesses processes =
        ClusterProcesses.startedBy(checkout.command())
            .startLimit(START_LIMIT)
            .variation(ProcessVariation.withArguments("--tls=" + folder))
            .errors(name -> Redirect.INHERIT)
            .build();
    try {
      RegistryAddress registry = processes.startRegistry();
      processes.startAll(arguments(registry));
      ChildProcess liar =
          processes.startOther(
              LyingMember.ID,
              checkout
                  .java()
                  .running(
                      LyingMember.class,
                      keys.of(LyingMember.ID).toString(),
                      Integer.toString(registry.port())));
      processes.awaitReady(liar);
      ClusterProcesses.lead(processes.node(MASTER).orElseThrow());
      LiarTrial trial = new LiarTrial(processes, StatusClient.at(registry, CALL_LIMIT), liar);
      trial.awaitSynchronised();
      return trial;
    } catch (InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static Map<String, List<String>> arguments(RegistryAddress registry) {
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (String id : HONEST) {
      NodePlan plan = new NodePlan(id, Duration.ZERO, 20.0 * HONEST.indexOf(id) - 50);
      arguments.put(id, NodeArguments.slave(plan, registry));
    }
    arguments.put(
        MASTER,
        NodeArguments.master(
            new NodePlan(MASTER, Duration.ZERO, 0), registry, MasterSettings.defaults()));
    return arguments;
  }

  private void awaitSynchronised() throws InterruptedException {
    long deadline = HostTicks.now() + START_LIMIT.toNanos();
    while (!isSynchronised()) {
      if (HostTicks.now() - deadline > 0) {
        throw CommandFailure.missing("the slaves were not synchronised within " + START_LIMIT);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  private boolean isSynchronised() {
    return look().stream().allMatch(status -> status.state() == NodeState.SYNCHRONISED);
  }

  private List<NodeStatus> look() {
    return client.read(HONEST).requireAll();
  }

  /** Makes the liar add so much to its answers from now on. */
  void lie(Duration lie) throws IOException {
    liar.send(Units.text(lie));
  }

  /**
   * Measures the honest slaves' common time against the ticks that all share: the mean over a
   * while, in nanoseconds.
   */
  long commonTimeNanos(Duration over) throws InterruptedException {
    long begin = HostTicks.now();
    long origin = aheadOfTicks(look().get(0));
    double sum = 0;
    long count = 0;
    while (HostTicks.now() - begin < over.toNanos()) {
      for (NodeStatus status : look()) {
        sum += aheadOfTicks(status) - origin;
        count++;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
    return origin + Math.round(sum / count);
  }

  /** Returns the largest bound that an honest slave reports now, in nanoseconds. */
  long largestBoundNanos() {
    return look().stream().mapToLong(NodeStatus::errorBoundNanos).max().orElseThrow();
  }

  private static long aheadOfTicks(NodeStatus status) {
    return status.reading().timeNanos() - status.reading().ticksNanos();
  }

  @Override
  public void close() {
    processes.close();
  }
}
