package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.harness.status.StatusClient;
import berkeley.transport.registry.ClusterAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two groups under one root, each of them a cluster of its own, all in one registry. */
@Tag("alone")
final class TreeIT {

  private static final Duration CLOSE = Duration.ofMillis(2);

  /**
   * What a restarted root is told comes over round trips, which a busy machine makes long; the
   * second by which its own clock is off would be lost.
   */
  private static final Duration KEPT = Duration.ofMillis(20);

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final List<String> GROUPS = List.of("east", "west");

  @RegisterExtension final Rig rig = new Rig();

  private List<NodeStatus> cluster(String name) throws InterruptedException {
    return new StatusClient(new ClusterAddress(List.of(rig.registry()), name), LIMIT)
        .survey()
        .nodes();
  }

  /** Returns the nodes of both groups, with their status in the group. */
  private List<NodeStatus> groups() throws InterruptedException {
    List<NodeStatus> all = new ArrayList<>();
    for (String group : GROUPS) {
      all.addAll(cluster(group));
    }
    return all;
  }

  private boolean isAllTogether() throws InterruptedException {
    List<NodeStatus> all = new ArrayList<>(groups());
    all.addAll(cluster(""));
    return all.size() == 9
        && all.stream().allMatch(node -> node.state() == NodeState.SYNCHRONISED)
        && Rig.spread(all).compareTo(CLOSE) <= 0;
  }

  private static boolean isTogetherWithoutRoot(List<NodeStatus> group) {
    return group.size() == 3
        && Rig.spread(group).compareTo(CLOSE) <= 0
        && group.stream()
            .filter(node -> node.role() == Role.SLAVE)
            .allMatch(node -> node.state() == NodeState.SYNCHRONISED);
  }

  private NodeStatus top() throws InterruptedException {
    return cluster("").stream()
        .filter(node -> node.role() == Role.MASTER)
        .findFirst()
        .orElseThrow();
  }

  /** Checks the bounds against the root's time, which is a constant plus the host's ticks. */
  private static void assertContained(List<NodeStatus> nodes, NodeStatus root) {
    for (NodeStatus node : nodes) {
      long off = Math.abs(node.reading().offsetAgainst(root.reading()));
      assertTrue(off <= node.errorBoundNanos(), () -> off + " ns off: " + node);
    }
  }

  @Test
  void groupsAgreeUnderTheirRootHoldOverWithoutItAndComeBackToIt() throws Exception {
    rig.startRegistry();
    String registry = rig.registry().toString();
    for (String group : GROUPS) {
      rig.startNode(
          "master",
          "m-" + group,
          "--cluster=" + group,
          "--upstream=" + registry,
          "--upstream-wait=60s",
          "--period=500ms",
          "--offset=2s");
      rig.startSlave(group + "1", "--cluster=" + group, "--offset=-1s", "--drift=40ppm");
      rig.startSlave(group + "2", "--cluster=" + group, "--drift=-30ppm");
    }
    RunningCommand root = rig.startNode("master", "root", "--period=500ms");
    Rig.soon().until(this::isAllTogether);
    NodeStatus first = top();
    assertEquals("root", first.id());
    assertContained(groups(), first);

    root.signal("KILL");
    Rig.soon()
        .until(
            () ->
                groups().stream()
                    .filter(node -> node.role() == Role.MASTER)
                    .allMatch(node -> node.state() == NodeState.HOLDOVER));
    for (String group : GROUPS) {
      Rig.soon().until(() -> isTogetherWithoutRoot(cluster(group)));
      assertContained(cluster(group), first);
    }

    rig.startNode("master", "root", "--period=500ms", "--offset=1s");
    Rig.soon().until(this::isAllTogether);
    NodeStatus second = top();
    assertTrue(second.term() > first.term(), second::toString);
    assertContained(groups(), second);
    long moved = Math.abs(second.reading().offsetAgainst(first.reading()));
    assertTrue(moved < KEPT.toNanos(), () -> "the groups' time was lost: " + moved + " ns");
  }

  @Test
  void aLevelWithoutAClusterOfItsOwnIsRefused() throws Exception {
    rig.startRegistry();
    RunningCommand mixed = rig.startNode("master", "m", "--upstream=" + rig.registry());

    assertEquals(2, mixed.exitCode(), mixed::toString);
    assertTrue(mixed.lastWords().contains("give the group a cluster of its own"));
  }
}
