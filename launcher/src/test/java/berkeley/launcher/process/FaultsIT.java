package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A running cluster of which a part stops, dies or is replaced. Each test begins with the cluster
 * together, and leaves it so that it comes together again; the last one ends its master.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultsIT {

  private static final Duration CLOSE = Duration.ofMillis(2);
  private static final Duration DEADLINE = Duration.ofMillis(300);

  /** A round that waited for the stopped slave itself would take far longer. */
  private static final Duration DEADLINE_GRACE = Duration.ofSeconds(1);

  @RegisterExtension static final Rig rig = Rig.shared();

  private static RunningCommand registry;
  private static RunningCommand slave;
  private static RunningCommand master;

  @BeforeAll
  static void aClusterOfThreeSlaves() throws Exception {
    registry = rig.startRegistry();
    rig.startSlave("a", "--offset=1s");
    rig.startSlave("b", "--offset=-1s");
    slave = rig.startSlave("c", "--drift=60ppm");
    master = rig.startMaster();
  }

  @BeforeEach
  void itIsTogether() {
    Rig.soon().until(() -> rig.isTogether(4, CLOSE) && outcomeOfC() == Outcome.ACCEPTED);
  }

  @Test
  void aStoppedSlaveIsLeftOutAndComesBackByItself() throws Exception {
    slave.signal("STOP");
    Rig.soon().until(() -> outcomeOfC() == Outcome.UNREACHABLE);
    int before = master.rounds().size();
    Rig.soon().until(() -> master.rounds().size() >= before + 4);

    for (Map<String, Object> round : master.rounds().subList(before, before + 4)) {
      Duration took = Duration.ofNanos(((Number) round.get("duration_ns")).longValue());
      assertTrue(took.compareTo(DEADLINE.plus(DEADLINE_GRACE)) <= 0, () -> "took " + took);
      assertTrue(Rig.outcomes(round).get("a") == Outcome.ACCEPTED, round::toString);
      assertTrue(Rig.outcomes(round).get("b") == Outcome.ACCEPTED, round::toString);
    }
    Rig.soon().until(() -> rig.isTogether(3, CLOSE));

    slave.signal("CONT");
    Rig.soon().until(() -> outcomeOfC() == Outcome.ACCEPTED);
    Rig.soon().until(() -> rig.isTogether(4, CLOSE));
  }

  @Test
  void aKilledSlaveIsDroppedAndItsSuccessorOfTheSameNameJoins() throws Exception {
    slave.signal("KILL");
    Rig.soon().until(() -> outcomeOfC() == Outcome.UNREACHABLE);
    assertTrue(rig.survey().unreachable().stream().anyMatch(silent -> silent.id().equals("c")));

    slave = rig.startSlave("c", "--offset=10s");
    slave.ready();

    Rig.soon().until(() -> rig.isTogether(4, CLOSE));
    Rig.soon().until(() -> outcomeOfC() == Outcome.ACCEPTED);
  }

  @Test
  void aRegistryThatWasRestartedEmptyIsFilledAgain() throws Exception {
    registry.signal("KILL");
    registry.exitCode();
    int before = master.rounds().size();
    Rig.soon().until(() -> master.rounds().size() >= before + 3);
    assertTrue(outcomeOfC() == Outcome.ACCEPTED, "rounds go on with the stubs held");

    registry = rig.startRegistry(rig.registry().port());

    Rig.soon().until(() -> rig.ids().equals(Set.of("a", "b", "c", "master")));
  }

  @Test
  void nodesHoldOverWhenTheMasterIsGoneAndFollowTheNext() throws Exception {
    master.signal("KILL");
    Rig.soon().until(() -> stateOf("a") == NodeState.HOLDOVER);

    master = rig.startMaster();

    Rig.soon().until(() -> rig.isTogether(4, CLOSE));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aFixedMasterThatANewerOneDeposesEndsAndSaysSo() throws Exception {
    int term = (Integer) master.rounds().get(0).get("term");
    RunningCommand newer = rig.startNode("master", "newer", "--period=500ms", "--json");

    assertEquals(1, master.exitCode(), master::toString);
    assertTrue(
        master
            .err()
            .get(master.err().size() - 1)
            .endsWith(
                "master led in term %d and is deposed: its members obey term %d"
                    .formatted(term, term + 1)),
        master::toString);
    Rig.soon().until(() -> Rig.newestOutcomes(newer).get("a") == Outcome.ACCEPTED);
  }

  private Outcome outcomeOfC() {
    return Rig.newestOutcomes(master).get("c");
  }

  private NodeState stateOf(String id) throws InterruptedException {
    return rig.survey().nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(NodeStatus::state)
        .findFirst()
        .orElse(NodeState.NEWCOMER);
  }
}
