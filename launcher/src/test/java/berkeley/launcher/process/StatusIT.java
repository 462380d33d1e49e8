package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that show a cluster. */
final class StatusIT {

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void itShowsTheLivingAndNamesTheDead() throws Exception {
    rig.startRegistry();
    rig.startSlave("a").ready();
    RunningCommand dead = rig.startSlave("dead");
    dead.ready();
    RunningCommand stopped = rig.startSlave("stopped");
    stopped.ready();
    RunningCommand master = rig.startMaster();
    Rig.soon().until(() -> !master.rounds().isEmpty());
    dead.signal("KILL");
    stopped.signal("STOP");

    // Not a patient one, which would wait for the stopped node for as long: again instead.
    Rig.soon()
        .untilAsserted(
            () -> {
              Map<String, Object> document = status("--timeout=2s");
              assertEquals("master", document.get("master"));
              assertEquals(List.of("a", "master"), ids(document.get("nodes")));
              assertEquals(List.of("dead", "stopped"), ids(document.get("unreachable")));
            });
  }

  @Test
  void itShowsOneClusterOfARegistryThatSeveralShare() throws Exception {
    rig.startRegistry();
    rig.startSlave("a").ready();
    rig.startSlave("a", "--cluster=blue").ready();
    rig.startSlave("b", "--cluster=blue").ready();

    assertEquals(List.of("a"), ids(status(Rig.PATIENT).get("nodes")));
    assertEquals(List.of("a", "b"), ids(status(Rig.PATIENT, "--cluster=blue").get("nodes")));
    RunningCommand nobody =
        rig.start("status", "--registry", rig.registry().toString(), "--cluster=red", Rig.PATIENT);
    assertEquals(3, nobody.exitCode(), nobody::toString);
  }

  private Map<String, Object> status(String... more) throws Exception {
    String[] line = {"status", "--registry", rig.registry().toString(), "--json"};
    RunningCommand status =
        rig.start(Stream.of(line, more).flatMap(Arrays::stream).toArray(String[]::new));
    assertEquals(0, status.exitCode(), status::toString);
    return status.document();
  }

  @Test
  void theScriptWorksFromElsewhereAndThroughASymbolicLink(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a link"), Rig.SCRIPT);

    RunningCommand version =
        rig.start(new ProcessBuilder(link.toString(), "--version").directory(folder.toFile()));

    assertEquals(0, version.exitCode(), version::toString);
    assertTrue(version.out().get(0).startsWith("berkeley "), version::toString);
  }

  private static List<String> ids(Object list) {
    return ((List<?>) list).stream().map(each -> (String) ((Map<?, ?>) each).get("id")).toList();
  }
}
