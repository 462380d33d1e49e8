package berkeley.playground;

import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.TimeOrder;
import berkeley.playground.cluster.DrivenCluster;
import berkeley.playground.cluster.Leadership;
import berkeley.simulator.Simulation;
import berkeley.simulator.SimulationSummary;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.tree.GroupTree;
import berkeley.simulator.tree.TreeSettings;
import java.util.Properties;

/**
 * Goes through everything that the drivers do: rounds under a fixed master, an election after its
 * master was killed, slaves that push their time, an order to set the time, and a tree of groups.
 *
 * <p>It prints exact figures, so the output of two runtimes shows whether the compiled classes are
 * the same in both. A pure function of its seed.
 */
public final class DriverTour {

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int NODES = 5;

  private final long seed;
  private final StringBuilder text = new StringBuilder();

  private DriverTour(long seed) {
    this.seed = seed;
  }

  /**
   * Prints the figures.
   *
   * @param arguments the seed; 1 if there is none
   */
  public static void main(String[] arguments) {
    System.out.print(of(arguments.length == 0 ? 1 : Long.parseLong(arguments[0])));
  }

  /** Returns the figures, line by line. */
  public static String of(long seed) {
    DriverTour tour = new DriverTour(seed);
    tour.rounds();
    tour.election();
    tour.push();
    tour.order();
    tour.tree();
    return tour.text.toString();
  }

  private static Scenario scenario(int slaves, String duration) {
    Properties properties = new Properties();
    properties.setProperty("slaves", Integer.toString(slaves));
    properties.setProperty("duration", duration);
    return Scenarios.of("tour", properties);
  }

  private void rounds() {
    heading("rounds");
    SimulationSummary summary = Simulation.runAll(scenario(NODES, "2m"), seed, 2);
    summary.document().forEach((key, value) -> line("%s %s".formatted(key, value)));
  }

  private void election() {
    heading("election");
    DrivenCluster cluster = cluster(Leadership.ELECTED);
    cluster.runUntil(20 * SECOND);
    int first = cluster.leader().orElseThrow();
    show(cluster, 20);
    cluster.kill(first);
    cluster.runUntil(40 * SECOND);
    show(cluster, 40);
    cluster.restart(first);
    cluster.runUntil(60 * SECOND);
    show(cluster, 60);
  }

  private void push() {
    heading("push");
    DrivenCluster cluster = cluster(Leadership.PUSHED);
    cluster.runUntil(20 * SECOND);
    show(cluster, 20);
  }

  private void order() {
    heading("order");
    DrivenCluster cluster = cluster(Leadership.FIXED);
    cluster.runUntil(20 * SECOND);
    show(cluster, 20);
    show(cluster.order(2 * MS));
    cluster.runUntil(40 * SECOND);
    show(cluster.order());
    show(cluster, 40);
  }

  private void tree() {
    heading("tree");
    GroupTree.Result result = GroupTree.run(new TreeSettings(scenario(1, "30s"), 12, 2), seed);
    result.document().forEach((key, value) -> line("%s %s".formatted(key, value)));
  }

  private DrivenCluster cluster(Leadership leadership) {
    return new DrivenCluster(scenario(NODES, "2m"), seed, leadership, this::show);
  }

  private void heading(String name) {
    line("== " + name);
  }

  private void show(DrivenCluster cluster, long seconds) {
    line("at %d s".formatted(seconds));
    for (NodeStatus status : cluster.statuses()) {
      line(
          "%s %s %s term %d time %d bound %d frequency %de-12"
              .formatted(
                  status.id(),
                  status.role(),
                  status.state(),
                  status.term(),
                  status.reading().timeNanos(),
                  status.errorBoundNanos(),
                  Math.round(status.frequencyPpm() * 1e6)));
    }
  }

  private void show(RoundReport report) {
    line(
        "round %d term %d agreed %d master %d"
            .formatted(
                report.round(),
                report.term(),
                report.agreedOffsetNanos(),
                report.masterDeltaNanos()));
    for (MemberReport member : report.members()) {
      line(
          "  %s %s offset %d bound %d delta %d"
              .formatted(
                  member.id(),
                  member.outcome(),
                  member.offsetNanos(),
                  member.errorBoundNanos(),
                  member.deltaNanos()));
    }
  }

  private void show(TimeOrder order) {
    line("order %s left %d ns".formatted(order.phase(), order.leftNanos()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
