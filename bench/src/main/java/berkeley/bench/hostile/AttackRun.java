package berkeley.bench.hostile;

import static java.util.Objects.requireNonNull;

import berkeley.api.wire.Outcome;
import berkeley.api.wire.RoundReport;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Attacks a {@link TargetCluster}: hostile inputs to three ports, many silent and slow connections,
 * and members that answer with hostile exceptions. For one thread, once.
 */
final class AttackRun {
  private static final int ATTACKERS = 4;
  private static final long IDLE_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 250;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int LIMIT_SECONDS = 60;

  private final HostileSettings settings;
  private final TargetCluster cluster;
  private final Path mark;
  private final List<PoisonousMember> members = new ArrayList<>();
  private final List<ExportedObject> bound = new ArrayList<>();
  private final Map<String, Long> before = new LinkedHashMap<>();
  private final Map<String, Long> growth = new LinkedHashMap<>();

  /**
   * Creates an attack that has not begun.
   *
   * @param mark the file that foreign code creates where it runs
   */
  AttackRun(HostileSettings settings, TargetCluster cluster, Path mark) {
    this.settings = settings;
    this.cluster = cluster;
    this.mark = mark;
  }

  /**
   * Runs the attack.
   *
   * @throws IOException if a process of the cluster ends, or does not serve any more
   */
  AttackOutcome run() throws IOException, InterruptedException {
    List<TargetPort> targets = cluster.targets();
    awaitRounds(WARM_UP_ROUNDS);
    before.putAll(cluster.resident());
    cluster.rounds().reset();
    long begin = HostTicks.now();
    Map<String, AttackTally> tallies = new LinkedHashMap<>();
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      bindMembers();
      List<Future<?>> attacks = new ArrayList<>();
      for (TargetPort target : targets) {
        AttackTally tally = new AttackTally();
        tallies.put(target.name(), tally);
        attacks.addAll(attack(target, tally, pool));
      }
      for (TargetPort target : cluster.outermost(targets)) {
        attacks.add(pool.submit(() -> IdleConnections.open(target, settings.idle(), IDLE_MILLIS)));
      }
      await(attacks);
      awaitRounds(cluster.rounds().rounds() + 3);
    } finally {
      pool.shutdownNow();
      bound.forEach(ExportedObject::close);
    }
    return outcome(tallies, Duration.ofNanos(HostTicks.now() - begin));
  }

  private List<Future<?>> attack(TargetPort target, AttackTally tally, ExecutorService pool) {
    AtomicLong left = new AtomicLong(settings.inputs());
    List<Future<?>> attacks = new ArrayList<>();
    for (int i = 0; i < ATTACKERS; i++) {
      long seed = settings.seed() + 31L * i + target.name().hashCode();
      attacks.add(
          pool.submit(new Attacker(target, new HostileInputs(target, seed, mark), left, tally)));
    }
    return attacks;
  }

  private void bindMembers() throws IOException {
    Registry registry = cluster.registry();
    for (PoisonousMember.Poison poison : PoisonousMember.Poison.values()) {
      PoisonousMember member = new PoisonousMember(poison, mark);
      members.add(member);
      ExportedObject export =
          new ExportedObject(
              member, 0, new LimitedServerSockets(cluster.keys().listenSettingsOf(poison.id())));
      bound.add(export);
      registry.rebind(poison.id(), export.stub());
    }
  }

  /** Watches the processes until all attacks are over. */
  private void await(List<Future<?>> attacks) throws IOException, InterruptedException {
    for (Future<?> attack : attacks) {
      while (!isOver(attack)) {
        look();
      }
    }
    look();
  }

  private boolean isOver(Future<?> attack) throws IOException, InterruptedException {
    try {
      attack.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      look(); // a process that has ended explains more
      throw new IOException("an attack broke off", e.getCause());
    }
  }

  private void look() throws IOException {
    cluster
        .resident()
        .forEach(
            (name, now) -> growth.merge(name, now - requireNonNull(before.get(name)), Math::max));
  }

  private void awaitRounds(long wanted) throws IOException, InterruptedException {
    for (int i = 0; cluster.rounds().rounds() < wanted; i++) {
      if (i > LIMIT_SECONDS * 10) {
        throw new IOException("the master makes no rounds any more");
      }
      cluster.resident();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private AttackOutcome outcome(Map<String, AttackTally> tallies, Duration duration)
      throws IOException, InterruptedException {
    Map<String, List<String>> refusals = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (String name : before.keySet()) {
      List<String> logged = cluster.logged(name);
      lines.put(name, logged.size());
      refusals.put(name, logged.stream().filter(line -> line.contains(" times=")).toList());
    }
    RoundWatch rounds = cluster.rounds();
    return new AttackOutcome(
        tallies,
        growth,
        Files.exists(mark),
        rounds.rounds(),
        rounds.missed(),
        rounds.longest(),
        members.stream().mapToLong(PoisonousMember::answers).sum(),
        refusals,
        lines,
        duration,
        awaitAcceptance());
  }

  /** Returns whether the master makes a round in which both slaves are accepted. */
  private boolean awaitAcceptance() throws IOException, InterruptedException {
    for (int i = 0; i < LIMIT_SECONDS; i++) {
      if (accepted() >= 2) {
        return true;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return false;
  }

  private long accepted() throws IOException {
    try {
      List<RoundReport> rounds = cluster.find("master").rounds(0, -1);
      return rounds.isEmpty()
          ? 0
          : rounds.get(rounds.size() - 1).members().stream()
              .filter(member -> member.id().equals("a") || member.id().equals("b"))
              .filter(member -> member.outcome() == Outcome.ACCEPTED)
              .count();
    } catch (RemoteException e) {
      return 0; // asked again
    }
  }
}
