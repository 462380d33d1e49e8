package berkeley.harness.chaos;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.JavaCommand;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodePlan;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.ProxiedNetwork;
import berkeley.master.MasterSettings;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a chaos: a registry, and members behind proxies. Each member has a loopback
 * address of its own, see {@link ProxiedNetwork}. For one thread, except {@link #close}.
 */
final class ChaosCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LEAVE_SECONDS = 1;

  private final JavaCommand java;
  private final MasterSettings settings;
  private final ProxiedNetwork network = new ProxiedNetwork();
  private final List<ChaosMember> members = new CopyOnWriteArrayList<>();
  private volatile Optional<ChildProcess> registry = Optional.empty();
  private RegistryAddress address;
  private volatile boolean closed;

  ChaosCluster(JavaCommand java, MasterSettings settings) {
    this.java = java;
    this.settings = settings;
  }

  /** Starts the registry, on any free port, and waits until it serves. */
  void open() throws InterruptedException {
    startRegistry(0);
    int port =
        registry
            .get()
            .awaitReady(PATIENCE)
            .orElseThrow(
                () ->
                    CommandFailure.aimMissed(
                        "the registry did not come up; it said last: "
                            + registry.get().lastWords()))
            .port();
    address = new RegistryAddress(NodeArguments.LOOPBACK, port);
  }

  RegistryAddress address() {
    return address;
  }

  List<ChaosMember> members() {
    return members;
  }

  /** A new name, with no process yet. */
  ChaosMember add(NodePlan plan) {
    network.join(plan.id());
    ChaosMember member = new ChaosMember(plan);
    members.add(member);
    return member;
  }

  /** Starts a process for a member. */
  void start(ChaosMember member) {
    List<String> arguments = NodeArguments.electable(member.plan(), address, settings);
    member.started(child(member.id(), network.commandLine(java, member.id(), arguments)));
  }

  void killRegistry() {
    registry.ifPresent(ChildProcess::endByForce);
  }

  /** Starts the registry again, on the port where it was. */
  void restartRegistry() {
    startRegistry(address.port());
  }

  /** Whether a registry serves. */
  boolean hasRegistry() {
    return registry.flatMap(ChildProcess::ready).isPresent();
  }

  /** Whether the registry ended without having been asked to. */
  Optional<ChildProcess> registry() {
    return registry;
  }

  /** Changes all links from one member to all others. */
  void linkFrom(ChaosMember member, LinkSettings link) {
    network.linkFrom(member.id(), link);
  }

  /** Changes all links from all others to a member. */
  void linkTo(ChaosMember member, LinkSettings link) {
    network.linkTo(member.id(), link);
  }

  private void startRegistry(int port) {
    registry = Optional.of(child("registry", java.running(NodeArguments.registry(port))));
  }

  private synchronized ChildProcess child(String name, List<String> line) {
    if (closed) {
      throw new IllegalStateException("the cluster is closed");
    }
    try {
      return ChildProcess.start(name, line);
    } catch (IOException e) {
      throw CommandFailure.missing("a JVM cannot be started: " + LogText.of(e), e);
    }
  }

  /** Ends all processes; no mercy, they have seen worse. For any thread, and more than once. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    members.forEach(ChaosMember::end);
    network.close();
    registry.ifPresent(ChildProcess::endByForce);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LEAVE_SECONDS);
    try {
      for (ChaosMember member : members) {
        if (member.child().isPresent()) {
          member.child().get().awaitEnd(deadline);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
