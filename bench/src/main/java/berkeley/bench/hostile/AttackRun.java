package berkeley.bench.hostile;

import berkeley.api.wire.RoundReport;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.socket.LimitedServerSockets;
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
 * Attacks a {@link TargetCluster} on all sides: hostile inputs to three ports, crowds of silent and
 * slow connections, and members that answer with poison. For one thread, once.
 */
final class AttackRun {
  private static final int ATTACKERS = 4;
  private static final long CROWD_MILLIS = 1_500;
  private static final long LOOK_MILLIS = 250;
  private static final int WARM_UP_ROUNDS = 8;
  private static final int PATIENCE_SECONDS = 60;

  private final HostileSettings settings;
  private final TargetCluster fortress;
  private final Path mark;
  private final List<PoisonousMember> liars = new ArrayList<>();
  private final List<ExportedObject> bound = new ArrayList<>();
  private final Map<String, Long> before = new LinkedHashMap<>();
  private final Map<String, Long> growth = new LinkedHashMap<>();

  /**
   * A siege that has not begun.
   *
   * @param mark the file that foreign code creates where it runs
   */
  AttackRun(HostileSettings settings, TargetCluster fortress, Path mark) {
    this.settings = settings;
    this.fortress = fortress;
    this.mark = mark;
  }

  /**
   * Lays it.
   *
   * @throws IOException if a process of the fortress ends, or does not serve any more
   */
  AttackOutcome lay() throws IOException, InterruptedException {
    List<TargetPort> targets = fortress.targets();
    awaitRounds(WARM_UP_ROUNDS);
    before.putAll(fortress.resident());
    fortress.rounds().reset();
    long begin = System.nanoTime();
    Map<String, AttackTally> tallies = new LinkedHashMap<>();
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      bindLiars();
      List<Future<?>> attacks = new ArrayList<>();
      for (TargetPort target : targets) {
        AttackTally tally = new AttackTally();
        tallies.put(target.name(), tally);
        attacks.addAll(attack(target, tally, pool));
      }
      for (TargetPort target : fortress.outermost(targets)) {
        attacks.add(
            pool.submit(() -> IdleConnections.besiege(target, settings.idle(), CROWD_MILLIS)));
      }
      await(attacks);
      awaitRounds(fortress.rounds().rounds() + 3);
    } finally {
      pool.shutdownNow();
      bound.forEach(ExportedObject::close);
    }
    return outcome(tallies, Duration.ofNanos(System.nanoTime() - begin));
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

  private void bindLiars() throws IOException {
    Registry registry = fortress.registry();
    for (PoisonousMember.Poison poison : PoisonousMember.Poison.values()) {
      PoisonousMember liar = new PoisonousMember(poison, mark);
      liars.add(liar);
      ExportedObject export =
          new ExportedObject(
              liar, 0, new LimitedServerSockets(fortress.keys().listenSettingsOf(poison.id())));
      bound.add(export);
      registry.rebind(poison.id(), export.stub());
    }
  }

  /** Looks at the processes until all attacks are over. */
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
      look(); // a process that has ended is the better explanation
      throw new IOException("an attack broke off", e.getCause());
    }
  }

  private void look() throws IOException {
    fortress
        .resident()
        .forEach((name, now) -> growth.merge(name, now - before.get(name), Math::max));
  }

  private void awaitRounds(long wanted) throws IOException, InterruptedException {
    for (int i = 0; fortress.rounds().rounds() < wanted; i++) {
      if (i > PATIENCE_SECONDS * 10) {
        throw new IOException("the master makes no rounds any more");
      }
      fortress.resident();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private AttackOutcome outcome(Map<String, AttackTally> tallies, Duration time)
      throws IOException, InterruptedException {
    Map<String, List<String>> refusals = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (String name : before.keySet()) {
      List<String> logged = fortress.logged(name);
      lines.put(name, logged.size());
      refusals.put(name, logged.stream().filter(line -> line.contains(" times=")).toList());
    }
    RoundWatch rounds = fortress.rounds();
    return new AttackOutcome(
        tallies,
        growth,
        Files.exists(mark),
        rounds.rounds(),
        rounds.missed(),
        rounds.longest(),
        liars.stream().mapToLong(PoisonousMember::answers).sum(),
        refusals,
        lines,
        time,
        awaitAcceptance());
  }

  /** Whether the master makes a round in which both slaves are accepted. */
  private boolean awaitAcceptance() throws IOException, InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS; i++) {
      if (accepted() >= 2) {
        return true;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    return false;
  }

  private long accepted() throws IOException {
    try {
      List<RoundReport> rounds = fortress.find("master").rounds(0, -1);
      return rounds.isEmpty()
          ? 0
          : rounds.get(rounds.size() - 1).members().stream()
              .filter(member -> member.id().equals("a") || member.id().equals("b"))
              .filter(member -> member.outcome() == berkeley.api.wire.Outcome.ACCEPTED)
              .count();
    } catch (RemoteException e) {
      return 0; // asked again
    }
  }
}
