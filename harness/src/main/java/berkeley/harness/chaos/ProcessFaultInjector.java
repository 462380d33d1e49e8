package berkeley.harness.chaos;

import berkeley.harness.chaos.ChaosMember.Impairment;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.InjectedFault;
import berkeley.harness.process.NodePlan;
import berkeley.harness.process.ProcessorLoad;
import berkeley.harness.proxy.LinkSettings;
import berkeley.simulator.fault.FaultKind;
import berkeley.simulator.observation.StatusWatch;
import berkeley.simulator.text.Units;
import berkeley.transport.log.LogText;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Injects planned faults into processes, and undoes them. For one thread. */
final class ProcessFaultInjector {

  private static final double DRIFT_PPM = 500;
  private static final double LEAST_MINUTES_OF_LIE = 30;
  private static final double MILLIS_OF_DELAY = 30;
  private static final Set<FaultKind> TO_THE_MASTER =
      EnumSet.of(FaultKind.KILL_MASTER, FaultKind.FREEZE_MASTER, FaultKind.CUT_MASTER);

  private final ChaosCluster cluster;
  private final int nodes;
  private final StatusWatch excuses;

  /**
   * Creates an injector.
   *
   * @param cluster into which it injects
   * @param nodes how many of its members are permanent; others join and leave
   * @param excuses is told which faults excuse whom, before they are injected
   */
  ProcessFaultInjector(ChaosCluster cluster, int nodes, StatusWatch excuses) {
    this.cluster = cluster;
    this.nodes = nodes;
    this.excuses = excuses;
  }

  /** What is done to a member; fails if its process has no pipe any more. */
  private interface Action {
    void on(ChaosMember member) throws IOException;
  }

  /**
   * Injects a fault.
   *
   * @param master the node that leads now, if it is known
   * @return empty if no node qualifies
   */
  Optional<ActiveFault> begin(PlannedFault fault, Optional<String> master, long ticks) {
    List<ChaosMember> targets = targets(fault, master);
    if (targets.size() < fault.targets()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fault.kind()) {
          case KILL, KILL_MASTER ->
              fault(
                  fault,
                  targets,
                  "SIGKILL of " + names(targets),
                  ticks,
                  ChaosMember::kill,
                  cluster::start,
                  () -> targets.stream().noneMatch(v -> v.has(Impairment.STARTING)));
          case FREEZE, FREEZE_MASTER, MAJORITY, STALL ->
              fault(
                  fault,
                  targets,
                  "SIGSTOP of " + names(targets),
                  ticks,
                  ChaosMember::freeze,
                  ChaosMember::thaw);
          case CUT, CUT_MASTER -> cut(fault, targets, ticks);
          case ONE_WAY -> oneWay(fault, targets, ticks);
          case LIE -> lie(fault, targets, ticks);
          case DRIFT -> drift(fault, targets, ticks);
          case DELAY -> delay(fault, targets, ticks);
          case JOINS -> joins(fault, ticks);
          case REGISTRY -> registry(fault, ticks);
          case LOAD -> load(fault, ticks);
          default ->
              throw new IllegalArgumentException(fault.kind() + " is not injected into processes");
        });
  }

  private List<ChaosMember> targets(PlannedFault fault, Optional<String> master) {
    if (TO_THE_MASTER.contains(fault.kind())) {
      return cluster.members().stream()
          .filter(member -> member.isSound() && master.equals(Optional.of(member.id())))
          .toList();
    }
    boolean anyNode =
        EnumSet.of(FaultKind.MAJORITY, FaultKind.DELAY, FaultKind.STALL).contains(fault.kind());
    return fault.preference().stream()
        .map(number -> cluster.members().get(number))
        .filter(ChaosMember::isUnimpaired)
        .filter(member -> anyNode || !master.equals(Optional.of(member.id())))
        .limit(fault.targets())
        .toList();
  }

  private ActiveFault cut(PlannedFault fault, List<ChaosMember> targets, long ticks) {
    LinkSettings link = fault.choice() < 0.5 ? LinkSettings.CUT : LinkSettings.SILENT;
    return fault(
        fault,
        targets,
        "%s from all others, links %s".formatted(names(targets), link.state()),
        ticks,
        member -> {
          member.mark(Impairment.CUT_OFF);
          cluster.linkFrom(member, link);
          cluster.linkTo(member, link);
        },
        this::reconnect);
  }

  private ActiveFault oneWay(PlannedFault fault, List<ChaosMember> targets, long ticks) {
    boolean deaf = fault.choice() < 0.5;
    return fault(
        fault,
        targets,
        "nothing arrives %s %s".formatted(deaf ? "at" : "from", names(targets)),
        ticks,
        member -> {
          member.mark(Impairment.CUT_OFF);
          if (deaf) {
            cluster.linkTo(member, LinkSettings.SILENT);
          } else {
            cluster.linkFrom(member, LinkSettings.SILENT);
          }
        },
        this::reconnect);
  }

  private void reconnect(ChaosMember member) {
    cluster.linkFrom(member, LinkSettings.GOOD);
    cluster.linkTo(member, LinkSettings.GOOD);
    member.unmark(Impairment.CUT_OFF);
    member.unmark(Impairment.SLOW);
  }

  private ActiveFault lie(PlannedFault fault, List<ChaosMember> targets, long ticks) {
    double minutes = LEAST_MINUTES_OF_LIE + 2 * LEAST_MINUTES_OF_LIE * fault.choice();
    Duration lie = Duration.ofMinutes(Math.round(fault.choice() < 0.5 ? -minutes : minutes));
    return fault(
        fault,
        targets,
        "%s lies by %s".formatted(names(targets), Units.text(lie)),
        ticks,
        member -> {
          member.mark(Impairment.LYING);
          excuses.lies(member.id(), HostTicks.now());
          member.inject(new InjectedFault.Lie(lie.toNanos()));
        },
        member -> {
          member.inject(new InjectedFault.Lie(0));
          member.unmark(Impairment.LYING);
          excuses.liesNoMore(member.id(), HostTicks.now());
        });
  }

  private ActiveFault drift(PlannedFault fault, List<ChaosMember> targets, long ticks) {
    double ppm = fault.choice() < 0.5 ? -DRIFT_PPM : DRIFT_PPM;
    return fault(
        fault,
        targets,
        "%s drifts by %.0f ppm from now on".formatted(names(targets), ppm),
        ticks,
        member -> {
          member.mark(Impairment.DRIFTING);
          excuses.drifts(member.id(), ppm, HostTicks.now());
          member.inject(new InjectedFault.Drift(ppm));
        },
        member -> member.unmark(Impairment.DRIFTING));
  }

  private ActiveFault delay(PlannedFault fault, List<ChaosMember> targets, long ticks) {
    Duration there = millis(1 + MILLIS_OF_DELAY * fault.choice());
    Duration back = millis(1 + MILLIS_OF_DELAY * (1 - fault.choice()));
    return fault(
        fault,
        targets,
        "%s hears %s late and is heard %s late"
            .formatted(names(targets), Units.text(there), Units.text(back)),
        ticks,
        member -> {
          member.mark(Impairment.SLOW);
          cluster.linkTo(member, LinkSettings.slow(there, there.dividedBy(4)));
          cluster.linkFrom(member, LinkSettings.slow(back, back.dividedBy(4)));
        },
        this::reconnect);
  }

  private static Duration millis(double value) {
    return Duration.ofNanos(Math.round(value * 1_000) * 1_000);
  }

  /** Starts newcomers, of which half leave in good order later and the others are killed. */
  private ActiveFault joins(PlannedFault fault, long ticks) {
    List<ChaosMember> newcomers = newcomers(Math.max(2, nodes / 2), fault.choice());
    newcomers.forEach(cluster::start);
    return new ActiveFault(
        fault,
        newcomers,
        names(newcomers) + " join",
        ticks,
        () -> {
          for (int i = 0; i < newcomers.size(); i++) {
            if (i % 2 == 0) {
              newcomers.get(i).leave();
            } else {
              newcomers.get(i).kill();
            }
          }
        },
        () -> true);
  }

  private List<ChaosMember> newcomers(int count, double choice) {
    List<ChaosMember> newcomers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = nodes + i;
      if (index == cluster.members().size()) {
        Duration offset = Duration.ofMillis(Math.round((choice - 0.5) * 10_000 * (i + 1)));
        cluster.add(new NodePlan("join" + (i + 1), offset, Math.rint(60 * (choice - 0.5))));
      }
      newcomers.add(cluster.members().get(index));
    }
    return newcomers;
  }

  private ActiveFault registry(PlannedFault fault, long ticks) {
    cluster.killRegistry();
    return new ActiveFault(
        fault,
        List.of(),
        "the registry is killed",
        ticks,
        cluster::restartRegistry,
        cluster::hasRegistry);
  }

  private static ActiveFault load(PlannedFault fault, long ticks) {
    ProcessorLoad load = ProcessorLoad.start();
    return new ActiveFault(fault, List.of(), "hogs run", ticks, load::end, () -> true);
  }

  private static ActiveFault fault(
      PlannedFault fault,
      List<ChaosMember> targets,
      String description,
      long ticks,
      Action action,
      Action undo) {
    return fault(fault, targets, description, ticks, action, undo, () -> true);
  }

  private static ActiveFault fault(
      PlannedFault fault,
      List<ChaosMember> targets,
      String description,
      long ticks,
      Action action,
      Action undo,
      BooleanSupplier isUndone) {
    targets.forEach(member -> apply(action, member));
    return new ActiveFault(
        fault, targets, description, ticks, () -> targets.forEach(m -> apply(undo, m)), isUndone);
  }

  private static void apply(Action action, ChaosMember member) {
    try {
      action.on(member);
    } catch (IOException e) {
      throw CommandFailure.aimMissed(
          "%s cannot be given its fault (%s); it said last: %s"
              .formatted(
                  member.id(),
                  LogText.of(e),
                  member.process().map(c -> String.join(" | ", c.lastErrorLines())).orElse("")));
    }
  }

  private static String names(List<ChaosMember> members) {
    return members.stream().map(ChaosMember::id).collect(Collectors.joining(", "));
  }
}
