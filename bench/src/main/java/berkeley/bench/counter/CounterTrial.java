package berkeley.bench.counter;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Reading;
import berkeley.bench.process.DurationSeries;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessVariation;
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
 * A fixed master and two slaves, each a process; the counter of one of them can be steered. For one
 * thread.
 */
final class CounterTrial implements AutoCloseable {

  private static final String MASTER = "master";
  private static final List<String> SLAVES = List.of("a", "b");
  private static final Duration CALL_LIMIT = Duration.ofSeconds(1);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long LOOK_PAUSE_MILLIS = 25;

  /** Rounding, and what a steered counter is read back with. */
  private static final long GRACE_NANOS = 2_000;

  private final SteeredCounter counter;
  private final String steered;
  private final ClusterProcesses processes;
  private final StatusClient client;

  private CounterTrial(
      SteeredCounter counter, String steered, ClusterProcesses processes, StatusClient client) {
    this.counter = counter;
    this.steered = steered;
    this.processes = processes;
    this.client = client;
  }

  /**
   * What was seen of the slaves.
   *
   * @param looks how many readings of synchronised slaves
   * @param outside how many had no time in common with the master's
   * @param worstNanos how far the worst of them was beyond its bound
   * @param bounds their bounds
   * @param frequencyPpm the largest distance of a slave's frequency from 0, in ppm
   * @param source where the ticks of the steered node come from
   */
  record Seen(
      int looks,
      int outside,
      long worstNanos,
      DurationSeries bounds,
      double frequencyPpm,
      String source) {}

  /**
   * Starts the processes; the master has begun its rounds then.
   *
   * @param command starts the nodes
   * @param settings how the master leads
   * @param counter the counter of the steered node
   * @param ofMaster whether that is the master, or else the first slave
   */
  static CounterTrial start(
      NodeCommand command, MasterSettings settings, SteeredCounter counter, boolean ofMaster)
      throws InterruptedException {
    String steered = ofMaster ? MASTER : SLAVES.get(0);
    ClusterProcesses processes =
        ClusterProcesses.startedBy(command)
            .variation(
                new ProcessVariation() {
                  @Override
                  public Map<String, String> environment(String name) {
                    return name.equals(steered) ? counter.environment() : Map.of();
                  }
                })
            .errors(name -> Redirect.INHERIT)
            .build();
    try {
      RegistryAddress registry = processes.startRegistry();
      Map<String, List<String>> arguments = new LinkedHashMap<>();
      for (String slave : SLAVES) {
        arguments.put(slave, NodeArguments.slave(new NodePlan(slave, Duration.ZERO, 0), registry));
      }
      arguments.put(
          MASTER, NodeArguments.master(new NodePlan(MASTER, Duration.ZERO, 0), registry, settings));
      // What is assumed of the counter is to follow from its source.
      arguments.replaceAll((id, line) -> without("--counter-unsteered", line));
      processes.startAll(arguments);
      ClusterProcesses.lead(processes.node(MASTER).orElseThrow());
      StatusClient client = StatusClient.at(registry, CALL_LIMIT);
      CounterTrial trial = new CounterTrial(counter, steered, processes, client);
      trial.awaitSynchronised();
      return trial;
    } catch (InterruptedException | RuntimeException e) {
      processes.close();
      throw e;
    }
  }

  private static List<String> without(String word, List<String> line) {
    List<String> left = new ArrayList<>(line);
    left.remove(word);
    return left;
  }

  private void awaitSynchronised() throws InterruptedException {
    long deadline = HostTicks.now() + START_LIMIT.toNanos();
    while (client.read(SLAVES).statuses().stream()
            .filter(node -> node.state() == NodeState.SYNCHRONISED)
            .count()
        < SLAVES.size()) {
      if (HostTicks.now() - deadline > 0) {
        throw CommandFailure.missing("the slaves were not synchronised in time");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  /**
   * Reads the slaves for a while.
   *
   * @param ratePpm by how much a clock's rate may differ from another's meanwhile
   */
  Seen watch(Duration time, double ratePpm) throws InterruptedException {
    DurationSeries bounds = new DurationSeries();
    int looks = 0;
    int outside = 0;
    long worst = 0;
    double frequency = 0;
    String source = "";
    long begin = HostTicks.now();
    while (HostTicks.now() - begin < time.toNanos()) {
      processes.requireAlive();
      for (ReferencedReading reading : client.readAgainst(MASTER, SLAVES).values()) {
        if (!reading.isComplete() || reading.node().get().state() == NodeState.NEWCOMER) {
          continue;
        }
        NodeStatus slave = reading.node().get();
        long beyond =
            beyond(reading.before().get(), slave, reading.after().get(), ratePpm) - GRACE_NANOS;
        looks++;
        outside += beyond > 0 ? 1 : 0;
        worst = Math.max(worst, beyond);
        bounds.add(slave.errorBoundNanos());
        frequency = Math.max(frequency, Math.abs(slave.frequencyPpm()));
        for (NodeStatus each : List.of(slave, reading.before().get())) {
          source = each.id().equals(steered) ? each.ticksSource() : source;
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
    return new Seen(looks, outside, worst, bounds, frequency, source);
  }

  /** Returns how far a slave is from the master, beyond both their bounds. */
  private long beyond(NodeStatus before, NodeStatus slave, NodeStatus after, double ratePpm) {
    TrueOffset offset = TrueOffset.between(truth(before), truth(slave), truth(after), ratePpm);
    return Math.abs(offset.nanos())
        - offset.toleranceNanos()
        - slave.errorBoundNanos()
        - before.errorBoundNanos();
  }

  /** Returns a reading by the host's counter, whatever the node's was when it was taken. */
  private Reading truth(NodeStatus node) {
    boolean isSteered = node.id().equals(steered) && !node.ticksSource().equals(HostTicks.RAW);
    Reading reading = node.reading();
    return isSteered
        ? new Reading(counter.truthAt(reading.ticksNanos()), reading.timeNanos())
        : reading;
  }

  /** Steers the counter, see {@link SteeredCounter#steer}. */
  void steer(double ppm) throws InterruptedException {
    counter.steer(ppm);
  }

  @Override
  public void close() {
    processes.close();
  }
}
