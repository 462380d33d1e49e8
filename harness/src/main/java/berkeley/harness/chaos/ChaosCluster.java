package berkeley.harness.chaos;

import berkeley.api.RegistryAddress;
import berkeley.harness.process.ChildProcess;
import berkeley.harness.process.ClusterProcesses;
import berkeley.harness.process.NodeArguments;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.NodePlan;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.ProxiedNetwork;
import berkeley.master.MasterSettings;
import berkeley.transport.ticks.HostTicks;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a run of chaos: a registry, and members behind proxies. Each member has a
 * loopback address of its own, see {@link ProxiedNetwork}. For one thread, except {@link #close}.
 */
final class ChaosCluster implements AutoCloseable {

  private static final long END_SECONDS = 1;
  private static final double LONG_LINKS = 0.8;
  private static final double LONGEST_LINKS = 1 / 3.0;

  private final MasterSettings settings;
  private final ProxiedNetwork network = new ProxiedNetwork();
  private final ClusterProcesses processes;
  private final List<ChaosMember> members = new CopyOnWriteArrayList<>();

  ChaosCluster(NodeCommand command, MasterSettings settings) {
    this.settings = settings;
    this.processes = ClusterProcesses.startedBy(command).variation(network).build();
  }

  /** Starts the registry, on any free port, and waits until it serves. */
  RegistryAddress startRegistry() throws InterruptedException {
    return processes.startRegistry();
  }

  List<ChaosMember> members() {
    return members;
  }

  /** Adds a member that has no process yet. */
  ChaosMember add(NodePlan plan) {
    network.join(plan.id());
    ChaosMember member = new ChaosMember(plan);
    members.add(member);
    return member;
  }

  /**
   * Makes links longer in one direction all the time: four of five pairs of members, a third of
   * these by the most.
   *
   * @param longest by how much at most
   * @param random draws which, and by how much
   */
  void lengthenLinks(Duration longest, Random random) {
    for (int i = 0; i < members.size(); i++) {
      for (ChaosMember other : members.subList(0, i)) {
        boolean there = random.nextBoolean();
        String from = there ? members.get(i).id() : other.id();
        String to = there ? other.id() : members.get(i).id();
        double share = random.nextDouble() < LONGEST_LINKS ? 1 : random.nextDouble();
        if (random.nextDouble() < LONG_LINKS) {
          network.slowUsually(from, to, Duration.ofNanos((long) (longest.toNanos() * share)));
        }
      }
    }
  }

  /** Starts a member's process. */
  void start(ChaosMember member) {
    member.started(
        processes.start(
            member.id(),
            NodeArguments.electable(member.plan(), processes.registryAddress(), settings)));
  }

  void killRegistry() {
    processes.registry().ifPresent(ChildProcess::kill);
  }

  /** Starts the registry again, on the port that it had. */
  void restartRegistry() {
    processes.restartRegistry();
  }

  /** Returns whether the registry serves. */
  boolean hasRegistry() {
    return processes.registry().flatMap(ChildProcess::ready).isPresent();
  }

  /** Changes all links from one member to all others. */
  void linkFrom(ChaosMember member, LinkSettings link) {
    network.linkFrom(member.id(), link);
  }

  /** Changes all links from all others to a member. */
  void linkTo(ChaosMember member, LinkSettings link) {
    network.linkTo(member.id(), link);
  }

  /** Kills all processes; for any thread, and more than once. */
  @Override
  public void close() {
    processes.kill();
    network.close();
    long deadline = HostTicks.now() + TimeUnit.SECONDS.toNanos(END_SECONDS);
    try {
      for (ChildProcess child : processes.nodes()) {
        child.awaitEnd(deadline);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
