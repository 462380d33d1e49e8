package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.NodeStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes choose their master themselves, and again when it dies, stops or steps down. */
@Tag("alone")
final class ElectionIT {

  private static final List<String> IDS = List.of("a", "b", "c", "d", "e");
  private static final Duration CLOSE = Duration.ofMillis(2);

  @RegisterExtension final Rig rig = new Rig();

  private final Map<String, RunningCommand> running = new HashMap<>();

  private final MasterWatch watch = new MasterWatch(rig::survey);

  @Test
  void whenTheMasterGoesAnotherLeadsAndNobodysTimeGoesBack() throws Exception {
    rig.startRegistry();
    for (String id : IDS) {
      start(id);
    }
    NodeStatus first = awaitMaster(0, 5);

    running.get(first.id()).signal("KILL");
    NodeStatus second = awaitMaster(first.term(), 4);
    assertNotEquals(first.id(), second.id());

    start(first.id());
    second = awaitMaster(first.term(), 5);
    assertNotEquals(first.id(), second.id(), "who comes back follows");

    running.get(second.id()).signal("STOP");
    NodeStatus third = awaitMaster(second.term(), 4);
    assertNotEquals(second.id(), third.id());

    running.get(second.id()).signal("CONT");
    assertEquals(third.id(), awaitMaster(second.term(), 5).id(), "who was stopped follows");
    assertTrue(rig.isTogether(5, CLOSE));

    RunningCommand stepDown =
        rig.start("step-down", "--registry=" + rig.registry(), "--json", Rig.PATIENT);
    assertEquals(0, stepDown.exitCode(), stepDown::toString);
    assertEquals(third.id(), stepDown.document().get("master_before"));
    assertEquals(awaitMaster(third.term(), 5).id(), stepDown.document().get("master"));
    watch.requireClean();
  }

  @Test
  void aFixedMasterCannotBeSteppedDown() throws Exception {
    rig.startRegistry();
    RunningCommand master = rig.startMaster();
    Rig.soon().until(() -> !master.rounds().isEmpty());

    RunningCommand stepDown = rig.start("step-down", "--registry=" + rig.registry(), Rig.PATIENT);

    assertEquals(1, stepDown.exitCode(), stepDown::toString);
    assertEquals(1, stepDown.err().size(), stepDown::toString);
    assertTrue(stepDown.err().get(0).contains("is a fixed master"), stepDown::toString);
  }

  private void start(String id) throws Exception {
    running.put(id, rig.startSlave(id, "--electable", "--period=500ms"));
  }

  private NodeStatus awaitMaster(long afterTerm, int nodes) {
    return watch.awaitMaster(Rig.soon(), afterTerm, nodes);
  }
}
