package berkeley.harness.chaos;

import berkeley.harness.chaos.ChaosMember.Wrong;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.InjectedFault;
import berkeley.harness.process.NodePlan;
import berkeley.harness.proxy.LinkSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Carries out what is planned, and undoes it. For one thread. */
final class ProcessFaultInjector {

  private static final double DRIFT_PPM = 500;
  private static final double LEAST_MINUTES_OF_LIE = 30;
  private static final double MILLIS_OF_DELAY = 30;

  private final ChaosCluster cluster;
  private final int nodes;

  /**
   * An injector.
   *
   * @param cluster what it harms
   * @param nodes how many of its members are permanent; others join and leave
   */
  ProcessFaultInjector(ChaosCluster cluster, int nodes) {
    this.cluster = cluster;
    this.nodes = nodes;
  }

  /** Something that may fail for want of a pipe or a process. */
  private interface Deed {
    void on(ChaosMember member) throws IOException;
  }

  /**
   * Begins a fault.
   *
   * @param master who leads just now, if it is known
   * @return empty if there is nobody whom it could hit
   */
  Optional<ActiveFault> begin(PlannedFault fault, Optional<String> master, long ticks) {
    List<ChaosMember> victims = victims(fault, master);
    if (victims.size() < fault.victims()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (fault.kind()) {
          case KILL, KILL_MASTER ->
              fault(
                  fault,
                  victims,
                  "SIGKILL of " + names(victims),
                  ticks,
                  ChaosMember::kill,
                  cluster::start,
                  () -> victims.stream().noneMatch(v -> v.has(Wrong.STARTING)));
          case FREEZE, FREEZE_MASTER, MAJORITY ->
              fault(
                  fault,
                  victims,
                  "SIGSTOP of " + names(victims),
                  ticks,
                  ChaosMember::freeze,
                  ChaosMember::thaw);
          case CUT, CUT_MASTER -> cut(fault, victims, ticks);
          case ONE_WAY -> oneWay(fault, victims, ticks);
          case LIE -> lie(fault, victims, ticks);
          case DRIFT -> drift(fault, victims, ticks);
          case DELAY -> delay(fault, victims, ticks);
          case JOINS -> joins(fault, ticks);
          case REGISTRY -> registry(fault, ticks);
          case HOGS -> hogs(fault, ticks);
        });
  }

  private List<ChaosMember> victims(PlannedFault fault, Optional<String> master) {
    if (fault.kind().losesMaster()) {
      return cluster.members().stream()
          .filter(member -> member.isSound() && master.equals(Optional.of(member.id())))
          .toList();
    }
    boolean anyone = fault.kind() == FaultKind.MAJORITY || fault.kind() == FaultKind.DELAY;
    return fault.preference().stream()
        .map(number -> cluster.members().get(number))
        .filter(ChaosMember::isUntouched)
        .filter(member -> anyone || !master.equals(Optional.of(member.id())))
        .limit(fault.victims())
        .toList();
  }

  private ActiveFault cut(PlannedFault fault, List<ChaosMember> victims, long ticks) {
    LinkSettings link = fault.choice() < 0.5 ? LinkSettings.CUT : LinkSettings.SILENT;
    return fault(
        fault,
        victims,
        "%s from all others, links %s".formatted(names(victims), link.state()),
        ticks,
        member -> {
          member.mark(Wrong.CUT_OFF);
          cluster.linkFrom(member, link);
          cluster.linkTo(member, link);
        },
        this::reconnect);
  }

  private ActiveFault oneWay(PlannedFault fault, List<ChaosMember> victims, long ticks) {
    boolean deaf = fault.choice() < 0.5;
    return fault(
        fault,
        victims,
        "nothing arrives %s %s".formatted(deaf ? "at" : "from", names(victims)),
        ticks,
        member -> {
          member.mark(Wrong.CUT_OFF);
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
    member.unmark(Wrong.CUT_OFF);
  }

  private ActiveFault lie(PlannedFault fault, List<ChaosMember> victims, long ticks) {
    double minutes = LEAST_MINUTES_OF_LIE + 2 * LEAST_MINUTES_OF_LIE * fault.choice();
    Duration lie = Duration.ofMinutes(Math.round(fault.choice() < 0.5 ? -minutes : minutes));
    return fault(
        fault,
        victims,
        "%s lies by %s".formatted(names(victims), Units.text(lie)),
        ticks,
        member -> {
          member.mark(Wrong.LYING);
          member.suffer(new InjectedFault.Lie(lie.toNanos()));
        },
        member -> {
          member.suffer(new InjectedFault.Lie(0));
          member.unmark(Wrong.LYING);
        });
  }

  private ActiveFault drift(PlannedFault fault, List<ChaosMember> victims, long ticks) {
    double ppm = fault.choice() < 0.5 ? -DRIFT_PPM : DRIFT_PPM;
    return fault(
        fault,
        victims,
        "%s drifts by %.0f ppm from now on".formatted(names(victims), ppm),
        ticks,
        member -> {
          member.mark(Wrong.DRIFTING);
          member.suffer(new InjectedFault.Drift(ppm));
        },
        member -> member.unmark(Wrong.DRIFTING));
  }

  private ActiveFault delay(PlannedFault fault, List<ChaosMember> victims, long ticks) {
    Duration there = millis(1 + MILLIS_OF_DELAY * fault.choice());
    Duration back = millis(1 + MILLIS_OF_DELAY * (1 - fault.choice()));
    return fault(
        fault,
        victims,
        "%s hears %s late and is heard %s late"
            .formatted(names(victims), Units.text(there), Units.text(back)),
        ticks,
        member -> {
          member.mark(Wrong.SLOW);
          cluster.linkTo(member, LinkSettings.slow(there, there.dividedBy(4)));
          cluster.linkFrom(member, LinkSettings.slow(back, back.dividedBy(4)));
        },
        member -> {
          cluster.linkFrom(member, LinkSettings.GOOD);
          cluster.linkTo(member, LinkSettings.GOOD);
          member.unmark(Wrong.SLOW);
        });
  }

  private static Duration millis(double value) {
    return Duration.ofNanos(Math.round(value * 1_000) * 1_000);
  }

  /** Half of the newcomers leave in good order, the others die. */
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

  private static ActiveFault hogs(PlannedFault fault, long ticks) {
    ProcessorLoad hogs = ProcessorLoad.start();
    return new ActiveFault(fault, List.of(), "hogs run", ticks, hogs::end, () -> true);
  }

  private static ActiveFault fault(
      PlannedFault fault,
      List<ChaosMember> victims,
      String story,
      long ticks,
      Deed deed,
      Deed undo) {
    return fault(fault, victims, story, ticks, deed, undo, () -> true);
  }

  private static ActiveFault fault(
      PlannedFault fault,
      List<ChaosMember> victims,
      String story,
      long ticks,
      Deed deed,
      Deed undo,
      BooleanSupplier undone) {
    victims.forEach(member -> carryOut(deed, member));
    return new ActiveFault(
        fault, victims, story, ticks, () -> victims.forEach(m -> carryOut(undo, m)), undone);
  }

  private static void carryOut(Deed deed, ChaosMember member) {
    try {
      deed.on(member);
    } catch (IOException e) {
      throw CommandFailure.aimMissed(
          "%s cannot be given its fault (%s); it said last: %s"
              .formatted(
                  member.id(),
                  LogText.of(e),
                  member.child().map(c -> String.join(" | ", c.lastWords())).orElse("")));
    }
  }

  private static String names(List<ChaosMember> members) {
    return members.stream().map(ChaosMember::id).collect(Collectors.joining(", "));
  }
}
