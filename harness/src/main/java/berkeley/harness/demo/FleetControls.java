package berkeley.harness.demo;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.dashboard.FaultControls;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.InjectedFault;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessFreezer;
import berkeley.harness.proxy.ProxiedNetwork;
import berkeley.simulator.observation.NewestMaster;
import berkeley.simulator.observation.Sighting;
import berkeley.simulator.observation.Snapshot;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does what the page's buttons order to the demonstration's own processes. From the first order on
 * the run is disturbed: its invariants are no longer judged, and silence is no failure. Safe for
 * use by several threads; one order at a time.
 */
final class FleetControls implements FaultControls, RoundView, AutoCloseable {

  private static final Duration LIE = Duration.ofHours(1);
  private static final double DRIFT_PPM = 400;

  private final DemoSettings settings;
  private final Consumer<OrderOutcome> faults;
  private final NodeSpawner spawner;
  private final Map<String, ProcessFreezer> frozen = new HashMap<>();
  private Optional<ClusterProcesses> processes = Optional.empty();
  private Optional<NetworkControls> network = Optional.empty();
  private volatile boolean disturbed;
  private volatile String leader = "";

  /**
   * Creates controls without processes, which refuse all orders.
   *
   * @param faults receives what was done
   */
  FleetControls(DemoSettings settings, Consumer<OrderOutcome> faults) {
    this.settings = settings;
    this.faults = faults;
    this.spawner = new NodeSpawner(settings);
  }

  /** Hands over the processes; until then there is nothing to control. */
  synchronized void bind(ClusterProcesses started) {
    processes = Optional.of(started);
  }

  /** Hands over the network between the nodes. */
  synchronized void bindNetwork(ProxiedNetwork between) {
    network = Optional.of(new NetworkControls(between, settings.plan().master().map(NodePlan::id)));
  }

  /** Returns whether any order was carried out. */
  boolean isDisturbed() {
    return disturbed;
  }

  /** Returns the names of those that were started since the last call. */
  synchronized List<String> arrivals() {
    return spawner.takeArrivals();
  }

  @Override
  public boolean reachNetwork() {
    return settings.network();
  }

  @Override
  public void progress(String line) {
    // needs no progress
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    // who leads is seen in each look
  }

  @Override
  public void looked(Snapshot truth) {
    leader =
        NewestMaster.of(truth.sightings().stream().map(Sighting::status))
            .map(NodeStatus::id)
            .orElse("");
  }

  @Override
  public synchronized String apply(String action, String id, Map<String, String> values) {
    ClusterProcesses running =
        processes.orElseThrow(() -> new IllegalArgumentException("the nodes are still starting"));
    boolean wasDisturbed = disturbed;
    disturbed = true;
    try {
      OrderOutcome done = carryOut(running, action, id);
      faults.accept(done);
      return done.text();
    } catch (IllegalArgumentException e) {
      disturbed = wasDisturbed; // nothing was done
      throw e;
    } catch (IOException e) {
      throw new IllegalArgumentException("it could not be done: " + LogText.of(e), e);
    } catch (CommandFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the demonstration is ending", e);
    }
  }

  private OrderOutcome carryOut(ClusterProcesses running, String action, String id)
      throws IOException, InterruptedException {
    return switch (action) {
      case "kill" -> kill(running, id);
      case "kill-master" -> kill(running, requireLeader(id));
      case "freeze" -> freeze(running, id);
      case "resume" -> resume(id);
      case "lie" ->
          inject(running, id, new InjectedFault.Lie(LIE.toNanos()), "to answer an hour ahead")
              .begins(id, "lie", Map.of("ahead_ns", LIE.toNanos()));
      case "truth" ->
          inject(running, id, new InjectedFault.Lie(0), "to answer truly again").ends(id, "lie");
      case "drift" ->
          inject(running, id, drift(id, DRIFT_PPM), "to run 400 ppm faster")
              .begins(id, "drift", Map.of("ppm", (long) DRIFT_PPM));
      case "steady" ->
          inject(running, id, drift(id, 0), "to run as it did at first").ends(id, "drift");
      case "restart" -> OrderOutcome.of(id, spawner.restart(running, id)).ends(id, "kill");
      case "add" -> OrderOutcome.of("", add(running));
      case "delay" -> network().delay(plan(id).id());
      case "no-delay" -> network().quicken(plan(id).id());
      case "split" -> network().split(plan(id).id());
      case "heal" -> network().heal();
      default -> throw new IllegalArgumentException("there is no '%s' here".formatted(action));
    };
  }

  /** Returns who leads now; a page that names another one has not seen an election yet. */
  private String requireLeader(String named) {
    String now = leader;
    if (now.isEmpty()) {
      throw new IllegalArgumentException("nobody leads now");
    }
    if (!named.isEmpty() && !named.equals(now)) {
      throw new IllegalArgumentException("%s leads now, not %s".formatted(now, named));
    }
    return now;
  }

  private OrderOutcome kill(ClusterProcesses running, String id) throws IOException {
    ChildProcess child = child(running, id);
    running.mayEnd(id);
    thaw(id);
    child.kill();
    return OrderOutcome.of(id, "killed %s (pid %d)".formatted(id, child.pid()))
        .begins(id, "kill", Map.of())
        .ends(id, "freeze", "lie", "drift");
  }

  private OrderOutcome freeze(ClusterProcesses running, String id) throws IOException {
    ChildProcess child = child(running, id);
    if (frozen.containsKey(id)) {
      throw new IllegalArgumentException(id + " is frozen already");
    }
    frozen.put(id, ProcessFreezer.stop(child.pid()));
    return OrderOutcome.of(id, "froze %s (pid %d)".formatted(id, child.pid()))
        .begins(id, "freeze", Map.of());
  }

  private OrderOutcome resume(String id) throws IOException {
    if (!thaw(id)) {
      throw new IllegalArgumentException(id + " is not frozen");
    }
    return OrderOutcome.of(id, "let %s go on".formatted(id)).ends(id, "freeze");
  }

  private boolean thaw(String id) throws IOException {
    ProcessFreezer freezer = frozen.remove(id);
    if (freezer != null) {
      freezer.thaw();
    }
    return freezer != null;
  }

  private static OrderOutcome inject(
      ClusterProcesses running, String id, InjectedFault fault, String what) throws IOException {
    child(running, id).send(fault.line());
    return OrderOutcome.of(id, "told %s %s".formatted(id, what));
  }

  private InjectedFault drift(String id, double morePpm) {
    return new InjectedFault.Drift(plan(id).driftPpm() + morePpm);
  }

  private String add(ClusterProcesses running) throws IOException, InterruptedException {
    String done = spawner.add(running);
    network.ifPresent(NetworkControls::layLinks);
    return done;
  }

  private NodePlan plan(String id) {
    return spawner.plan(id);
  }

  private NetworkControls network() {
    return network.orElseThrow(
        () -> new IllegalArgumentException("start the demonstration with --network for that"));
  }

  private static ChildProcess child(ClusterProcesses processes, String id) {
    return processes
        .node(id)
        .filter(child -> child.exitCode().isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("no process of '%s' is running".formatted(id)));
  }

  /** Lets all frozen processes continue. */
  @Override
  public synchronized void close() throws IOException {
    for (String id : List.copyOf(frozen.keySet())) {
      thaw(id);
    }
  }
}
