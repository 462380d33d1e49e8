package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nodes find each other and come together, in any order of starting and with any initial error. */
final class ConvergenceIT {

  private static final Duration CLOSE = Duration.ofMillis(2);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void clocksThatAreSecondsApartComeTogether() throws Exception {
    rig.startRegistry();
    rig.startSlave("a", "--offset=-2s", "--drift=50ppm").ready();
    rig.startSlave("b", "--offset=3s", "--drift=-80ppm").ready();
    RunningCommand master = rig.startMaster();
    master.ready();

    Rig.soon().until(() -> rig.isTogether(3, CLOSE));
    Rig.soon()
        .until(
            () ->
                Rig.newestOutcomes(master)
                    .equals(Map.of("a", Outcome.ACCEPTED, "b", Outcome.ACCEPTED)));
  }

  @Test
  void aLatecomerIsBroughtToTheOthersAndDoesNotMoveThem() throws Exception {
    rig.startRegistry();
    rig.startSlave("a", "--offset=1s").ready();
    RunningCommand master = rig.startMaster();
    Rig.soon().until(() -> rig.isTogether(2, CLOSE));
    long before = clusterTimeMinusTicks();

    rig.startSlave("late", "--offset=1h").ready();

    Rig.soon().until(() -> rig.isTogether(3, CLOSE));
    assertTrue(
        Math.abs(clusterTimeMinusTicks() - before) < Duration.ofMillis(20).toNanos(),
        "the latecomer moved the cluster");
    assertTrue(
        master.rounds().stream().anyMatch(r -> Rig.outcomes(r).get("late") == Outcome.NEWCOMER));
  }

  @Test
  void nodesThatStartBeforeTheRegistryWaitAndSaySoOnce() throws Exception {
    rig.startRegistry().end();
    RunningCommand slave = rig.startSlave("a");
    RunningCommand master = rig.startMaster();
    Rig.soon().until(() -> mentions(slave, "no registry") && mentions(master, "no registry"));
    assertFalse(slave.out().stream().anyMatch(line -> line.startsWith("READY")));

    rig.startRegistry(rig.registry().port());

    slave.ready();
    Rig.soon().until(() -> rig.isTogether(2, CLOSE));
    assertEquals(1, slave.err().stream().filter(line -> line.contains("no registry")).count());
  }

  @Test
  void aMasterWithANumberOfRoundsEndsAfterThem() throws Exception {
    rig.startRegistry();
    rig.startSlave("a").ready();
    RunningCommand master = rig.startMaster("--rounds=3");

    assertEquals(0, master.exitCode());
    assertEquals(List.of(1, 2, 3), master.rounds().stream().map(r -> r.get("round")).toList());
    assertEquals(Set.of("a"), rig.ids());
  }

  @Test
  void aNodeThatIsToldToEndLeavesTheRegistry() throws Exception {
    rig.startRegistry();
    RunningCommand slave = rig.startSlave("a");
    slave.ready();
    rig.startSlave("b").ready();

    slave.signal("TERM");

    assertEquals(143, slave.exitCode());
    assertEquals(Set.of("b"), rig.ids());
    assertTrue(rig.survey().unreachable().isEmpty());
  }

  @Test
  void aSecondNodeWithALivingNamesakeIsRefused() throws Exception {
    rig.startRegistry();
    rig.startSlave("a").ready();

    RunningCommand second = rig.startSlave("a");

    assertEquals(3, second.exitCode());
    assertEquals(1, errorLines(second).size(), second::toString);
    assertTrue(errorLines(second).get(0).contains("'a' is registered"), second::toString);
  }

  @Test
  void aPortInUseIsSaidInOneLine() throws Exception {
    RunningCommand registry = rig.startRegistry();
    String port = Integer.toString(registry.ready().port());

    RunningCommand second = rig.start("registry", "--port", port);
    RunningCommand slave = rig.startSlave("a", "--port", port);

    assertEquals(3, second.exitCode());
    assertEquals(3, slave.exitCode());
    assertEquals(1, errorLines(second).size(), second::toString);
    assertEquals(1, errorLines(slave).size(), slave::toString);
  }

  private long clusterTimeMinusTicks() throws InterruptedException {
    var master = rig.survey().leader().orElseThrow().reading();
    return master.timeNanos() - master.ticksNanos();
  }

  private static boolean mentions(RunningCommand command, String text) {
    return command.err().stream().anyMatch(line -> line.contains(text));
  }

  private static List<String> errorLines(RunningCommand command) {
    return command.err().stream().filter(line -> line.startsWith("berkeley ")).toList();
  }
}
