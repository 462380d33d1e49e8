package berkeley.playground.run;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.playground.cluster.DrivenCluster;
import berkeley.playground.cluster.Leadership;
import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.recording.RecordLine.Planned;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** All nodes elect a master among themselves. */
final class PlayedElection implements PlayedCluster {

  private final DrivenCluster nodes;
  private final List<Planned> planned;

  PlayedElection(
      Scenario scenario,
      long seed,
      UnaryOperator<MessageCarrier> disturbed,
      Consumer<RoundReport> onRound) {
    this.nodes = new DrivenCluster(scenario, seed, Leadership.ELECTED, onRound);
    nodes.disturb(disturbed);
    this.planned =
        IntStream.rangeClosed(1, nodes.size())
            .mapToObj(
                number ->
                    PlannedNode.of(
                        nodes.answering(number).orElseThrow(), scenario, nodes.counter(number)))
            .toList();
  }

  @Override
  public VirtualTime time() {
    return nodes.time();
  }

  @Override
  public void runUntil(long nanos) {
    nodes.runUntil(nanos);
  }

  @Override
  public List<Planned> planned() {
    return planned;
  }

  @Override
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int number = 1; number <= nodes.size(); number++) {
      ids.add(nodes.name(number));
    }
    return ids;
  }

  @Override
  public List<NodeStatus> answering() {
    long now = time().now();
    List<NodeStatus> all = new ArrayList<>();
    for (int number = 1; number <= nodes.size(); number++) {
      nodes
          .answering(number)
          .ifPresent(node -> all.add(PlannedNode.onTrueTime(node.status(), now)));
    }
    return all;
  }

  @Override
  public void kill(String id) {
    nodes.kill(nodes.number(id));
  }

  @Override
  public void restart(String id) {
    nodes.restart(nodes.number(id));
  }

  @Override
  public void stop(String id) {
    nodes.stop(nodes.number(id));
  }

  @Override
  public void resume(String id) {
    nodes.resume(nodes.number(id));
  }

  @Override
  public void lie(String id, long nanos) {
    nodes.lie(nodes.number(id), nanos);
  }

  @Override
  public void drift(String id, double faster) {
    nodes.counter(nodes.number(id)).drift(faster);
  }

  @Override
  public String add() {
    return nodes.name(nodes.add());
  }

  @Override
  public void stepDown() {
    if (!nodes.stepDown()) {
      throw new IllegalArgumentException("nobody leads");
    }
  }
}
