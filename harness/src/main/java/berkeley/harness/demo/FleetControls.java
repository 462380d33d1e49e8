package berkeley.harness.demo;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.dashboard.FaultControls;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.InjectedFault;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessFreezer;
import berkeley.simulator.observation.Snapshot;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the page's buttons do to the demonstration's own processes, and to no others. From the first
 * of them on the run is disturbed: its invariants are no longer judged, and silence is no failure.
 * Safe for several threads; one order at a time.
 */
final class FleetControls implements FaultControls, RoundView, AutoCloseable {

  private static final Duration LIE = Duration.ofHours(1);
  private static final double DRIFT_PPM = 400;

  private final DemoSettings settings;
  private final BiConsumer<String, String> faults;
  private final NodeSpawner reinforcements;
  private final Map<String, ProcessFreezer> frozen = new HashMap<>();
  private Optional<DemoFleet> fleet = Optional.empty();
  private Optional<NetworkControls> network = Optional.empty();
  private RegistryAddress registry;
  private volatile boolean disturbed;
  private volatile String master = "";

  /**
   * Controls without a fleet yet: they refuse.
   *
   * @param faults is told whose and which, in words
   */
  FleetControls(DemoSettings settings, BiConsumer<String, String> faults) {
    this.settings = settings;
    this.faults = faults;
    this.reinforcements = new NodeSpawner(settings);
  }

  /** From now on there is something to control. */
  synchronized void bind(DemoFleet newFleet, RegistryAddress address) {
    fleet = Optional.of(newFleet);
    registry = address;
    network =
        newFleet
            .network()
            .map(net -> new NetworkControls(net, settings.plan().master().map(NodePlan::id)));
  }

  /** Whether anything has been done to the fleet. */
  boolean isDisturbed() {
    return disturbed;
  }

  /** The names of those that were started since the last call. */
  synchronized List<String> arrivals() {
    return reinforcements.takeArrivals();
  }

  @Override
  public boolean reachNetwork() {
    return settings.network();
  }

  @Override
  public void progress(String line) {
    // what is in progress concerns nobody here
  }

  @Override
  public void round(RoundReport report, Snapshot truth) {
    master = report.master();
  }

  @Override
  public synchronized String apply(String action, String id, Map<String, String> values) {
    DemoFleet ours =
        fleet.orElseThrow(() -> new IllegalArgumentException("the nodes are still starting"));
    disturbed = true;
    try {
      String done =
          switch (action) {
            case "kill" -> kill(ours, id);
            case "kill-master" -> kill(ours, master);
            case "freeze" -> freeze(ours, id);
            case "resume" -> resume(id);
            case "lie" -> suffer(ours, id, new InjectedFault.Lie(LIE.toNanos()), "lies by an hour");
            case "truth" -> suffer(ours, id, new InjectedFault.Lie(0), "tells the truth again");
            case "drift" -> suffer(ours, id, drift(id, DRIFT_PPM), "runs 400 ppm faster");
            case "steady" -> suffer(ours, id, drift(id, 0), "runs as it did at first");
            case "restart" -> reinforcements.restart(ours, registry, id);
            case "add" -> add(ours);
            case "delay" -> network().delay(plan(id).id());
            case "no-delay" -> network().quicken(plan(id).id());
            case "split" -> network().split(plan(id).id());
            case "heal" -> network().heal();
            default ->
                throw new IllegalArgumentException("there is no '%s' here".formatted(action));
          };
      faults.accept(action.equals("kill-master") ? master : id, done);
      return done;
    } catch (IOException e) {
      throw new IllegalArgumentException("it could not be done: " + LogText.of(e), e);
    } catch (CommandFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the demonstration is ending", e);
    }
  }

  private String kill(DemoFleet ours, String id) throws IOException {
    ChildProcess child = running(ours, id);
    ours.letGo(id);
    thaw(id);
    child.endByForce();
    return "killed %s (pid %d)".formatted(id, child.pid());
  }

  private String freeze(DemoFleet ours, String id) throws IOException {
    ChildProcess child = running(ours, id);
    if (frozen.containsKey(id)) {
      throw new IllegalArgumentException(id + " is frozen already");
    }
    frozen.put(id, ProcessFreezer.stop(child.pid()));
    return "froze %s (pid %d)".formatted(id, child.pid());
  }

  private String resume(String id) throws IOException {
    if (!thaw(id)) {
      throw new IllegalArgumentException(id + " is not frozen");
    }
    return "let %s go on".formatted(id);
  }

  private boolean thaw(String id) throws IOException {
    ProcessFreezer freezer = frozen.remove(id);
    if (freezer != null) {
      freezer.thaw();
    }
    return freezer != null;
  }

  private static String suffer(DemoFleet ours, String id, InjectedFault fault, String what)
      throws IOException {
    running(ours, id).say(fault.line());
    return "%s %s".formatted(id, what);
  }

  private InjectedFault drift(String id, double morePpm) {
    return new InjectedFault.Drift(plan(id).driftPpm() + morePpm);
  }

  private String add(DemoFleet ours) throws IOException, InterruptedException {
    String done = reinforcements.add(ours, registry);
    network.ifPresent(NetworkControls::layLinks);
    return done;
  }

  private NodePlan plan(String id) {
    return reinforcements.plan(id);
  }

  private NetworkControls network() {
    return network.orElseThrow(
        () -> new IllegalArgumentException("start the demonstration with --network for that"));
  }

  private static ChildProcess running(DemoFleet ours, String id) {
    return ours.node(id)
        .filter(child -> child.exitCode().isEmpty())
        .orElseThrow(
            () -> new IllegalArgumentException("no process of '%s' is running".formatted(id)));
  }

  /** Lets all that are frozen go on. */
  @Override
  public synchronized void close() throws IOException {
    for (String id : List.copyOf(frozen.keySet())) {
      thaw(id);
    }
  }
}
