package berkeley.harness.demo;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.ReadyLine;
import berkeley.harness.proxy.ProxiedNetwork;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The child JVMs of a demonstration: a registry and nodes. Closing it ends them all, in good order
 * where they let it; so does the end of this process, whatever ends it, since they watch their
 * standard input. Closing is for any thread, the rest for one.
 */
final class DemoFleet implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_PER_NODE = Duration.ofSeconds(2);
  private static final long NODES_END_SECONDS = 3;
  private static final long REGISTRY_ENDS_SECONDS = 1;

  /**
   * Starting is work for the processor: more at once are ready no sooner, and where there are
   * dozens, those that are up would wait for one another all the while.
   */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final ChildCommandLines lines;
  private final Set<String> letGo = new HashSet<>();
  private final List<ChildProcess> nodes = new ArrayList<>();
  private Optional<ChildProcess> registry = Optional.empty();
  private boolean closed;

  /**
   * A fleet that has not started.
   *
   * @param lines how to start its children; closed with the fleet
   */
  DemoFleet(ChildCommandLines lines) {
    this.lines = lines;
  }

  /** The nodes' proxies, if they have some. */
  Optional<ProxiedNetwork> network() {
    return lines.network();
  }

  /** Starts the registry and waits until it serves. */
  RegistryAddress startRegistry() throws InterruptedException {
    ChildProcess child = start("registry", NodeArguments.registry(0));
    return new RegistryAddress(NodeArguments.LOOPBACK, ready(child, PATIENCE).port());
  }

  /**
   * Starts all nodes, a few at a time, and waits until they serve. A fixed master waits for {@link
   * #lead}; without one, all nodes are electable.
   */
  void startNodes(FleetPlan plan, RegistryAddress address, MasterSettings settings)
      throws InterruptedException {
    Duration patience = PATIENCE.plus(PATIENCE_PER_NODE.multipliedBy(plan.slaves().size() + 1L));
    for (NodePlan slave : plan.slaves()) {
      if (nodes.size() >= AT_ONCE) {
        ready(nodes.get(nodes.size() - AT_ONCE), patience);
      }
      start(
          slave.id(),
          plan.elects()
              ? NodeArguments.electable(slave, address, settings)
              : NodeArguments.slave(slave, address));
    }
    plan.master()
        .ifPresent(master -> start(master.id(), NodeArguments.master(master, address, settings)));
    for (ChildProcess child : List.copyOf(nodes)) {
      ready(child, patience);
    }
  }

  /** Tells the fixed master to begin its rounds. */
  void lead() {
    lead(nodes.get(nodes.size() - 1));
  }

  /** Tells this one to. */
  static void lead(ChildProcess master) {
    try {
      master.say(ParentWatch.LEAD);
    } catch (IOException e) {
      throw fallen(master, "cannot be told to lead (%s)".formatted(LogText.of(e)));
    }
  }

  /**
   * Fails if a child has ended by itself.
   *
   * @throws CommandFailure saying which, and its last words
   */
  void requireAlive() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    registry.ifPresent(DemoFleet::requireAlive);
    for (ChildProcess child : nodes()) {
      if (!isLetGo(child.name())) {
        requireAlive(child);
      }
    }
  }

  /** The node of this name that was started last. */
  synchronized Optional<ChildProcess> node(String id) {
    return nodes.stream().filter(child -> child.name().equals(id)).findFirst();
  }

  /** All nodes, in the order in which their names first came. */
  synchronized List<ChildProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** From now on this node may end without an end of all. */
  synchronized void letGo(String id) {
    letGo.add(id);
  }

  private synchronized boolean isLetGo(String id) {
    return letGo.contains(id);
  }

  /** Starts one more node, or one that has ended again, and waits until it serves. */
  void startLater(String id, List<String> arguments) throws InterruptedException {
    synchronized (this) {
      nodes.removeIf(child -> child.name().equals(id));
      letGo.add(id);
    }
    ready(start(id, arguments), PATIENCE);
  }

  /** Ends all children: the nodes first, so that they can still unbind their names. */
  @Override
  public void close() {
    List<ChildProcess> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      all.addAll(nodes);
      registry.ifPresent(all::add);
    }
    try {
      nodes.forEach(ChildProcess::askToEnd);
      awaitEnd(nodes, NODES_END_SECONDS);
      registry.ifPresent(ChildProcess::askToEnd);
      awaitEnd(registry.stream().toList(), REGISTRY_ENDS_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      all.forEach(ChildProcess::endByForce);
      lines.close();
    }
  }

  private synchronized ChildProcess start(String name, List<String> arguments) {
    if (closed) {
      throw new IllegalStateException("the fleet is closed");
    }
    try {
      boolean isRegistry = registry.isEmpty();
      ChildProcess child =
          ChildProcess.start(
              name, isRegistry ? lines.registry(arguments) : lines.node(name, arguments));
      if (isRegistry) {
        registry = Optional.of(child);
      } else {
        nodes.add(child);
      }
      return child;
    } catch (IOException e) {
      throw CommandFailure.missing("a JVM cannot be started: " + LogText.of(e), e);
    }
  }

  private static ReadyLine ready(ChildProcess child, Duration patience)
      throws InterruptedException {
    return child
        .awaitReady(patience)
        .orElseThrow(() -> fallen(child, "did not come up within " + Units.text(patience)));
  }

  private static void requireAlive(ChildProcess child) {
    if (child.exitCode().isPresent()) {
      throw fallen(child, "ended");
    }
  }

  private static CommandFailure fallen(ChildProcess child, String what) {
    String how =
        child.exitCode().isPresent() ? "ended with exit code " + child.exitCode().getAsInt() : what;
    return CommandFailure.aimMissed(
        "the process of %s %s; it said last: %s"
            .formatted(
                child.name(),
                how,
                child.lastWords().isEmpty() ? "nothing" : String.join(" | ", child.lastWords())));
  }

  private static void awaitEnd(List<ChildProcess> children, long seconds)
      throws InterruptedException {
    long deadlineTicks = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    for (ChildProcess child : children) {
      child.awaitEnd(deadlineTicks);
    }
  }
}
