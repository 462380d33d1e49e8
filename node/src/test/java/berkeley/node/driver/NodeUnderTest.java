package berkeley.node.driver;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.Statement;
import berkeley.node.CorrectionListener;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.node.discipline.NewestServo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The node "n" on a hand-driven environment's ticks, and what its listener is told. */
final class NodeUnderTest implements NodeListener {

  static final long EPOCH = 5;
  static final long PHASE = 6;

  final NodeClock clock;
  final NodeCore core;
  private final List<String> told = new ArrayList<>();

  NodeUnderTest(HandDrivenEnvironment environment) {
    clock =
        new NodeClock(
            new SteeredClock(environment::ticks, environment.ticks()),
            new Discipline(ClockLimits.UNSTEERED, new NewestServo()),
            Duration.ofMillis(2_500),
            Runnable::run);
    core = new NodeCore("n", 42, clock, CorrectionListener.NONE, new Random(7));
  }

  /** Corrects it by nothing, in a master's name, so that it is synchronised. */
  void synchronise(String master, long term) {
    core.adjust(
        new Adjustment(0, 1_000, core.nodeTime(), term, 1, 2_000, master)
            .with(1, new Statement(EPOCH, PHASE, 10_000_000_000L, true)));
  }

  /** Returns what its listener was told, oldest first. */
  List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public void began(String node, long term) {
    told.add(node + " began " + term);
  }

  @Override
  public void ended(String node, long term) {
    told.add(node + " ended " + term);
  }

  @Override
  public void led(RoundReport report) {
    told.add(report.master() + " led " + report.round());
  }

  @Override
  public void electionStep(String node, long term, String step, String master) {
    told.add(node + " " + step + " " + term + " " + master);
  }
}
