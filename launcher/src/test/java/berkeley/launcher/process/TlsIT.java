package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Outcome;
import berkeley.harness.keys.TestKeys;
import berkeley.transport.tls.KeyFolder;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of real processes under TLS: it synchronises, and callers without keys are refused. */
@Timeout(180)
final class TlsIT {

  @TempDir private static Path folder;
  private static Path keys;
  private static KeyFolder stranger;
  private static KeyFolder expired;

  @RegisterExtension final Rig rig = new Rig();

  @BeforeAll
  static void keys() throws Exception {
    keys = folder.resolve("keys");
    TestKeys cluster = new TestKeys(keys);
    for (String name : List.of("a", "b", "master")) {
      cluster.node(name);
    }
    cluster.operator();
    expired = cluster.expired("late");
    stranger = new TestKeys(folder.resolve("strangers")).node("s");
  }

  @Test
  void comesTogetherOnOnePortANodeAndLetsNoStrangerIn() throws Exception {
    RunningCommand first =
        rig.start("slave", "--id=a", "--own-registry", "--port=" + Rig.freePort(), "--tls=" + keys);
    rig.useRegistry(first.ready().port());
    RunningCommand second = rig.startSlave("b", "--offset=3s", "--tls=" + keys);
    RunningCommand master = rig.startMaster("--tls=" + keys);
    Rig.soon()
        .until(
            () ->
                Rig.newestOutcomes(master)
                    .equals(Map.of("a", Outcome.ACCEPTED, "b", Outcome.ACCEPTED)));

    RunningCommand foreign = rig.startSlave("s", "--tls=" + stranger.path());
    RunningCommand plain = rig.startSlave("p");
    Rig.soon().until(() -> said(foreign, "no registry") && said(plain, "no registry"));
    RunningCommand late = rig.startSlave("late", "--tls=" + expired.path());
    RunningCommand namesake = rig.startSlave("c", "--tls=" + keys.resolve("b"));
    RunningCommand blind = rig.start("status", "--registry=" + rig.registry(), Rig.PATIENT);
    assertEquals(3, late.exitCode());
    assertEquals(3, namesake.exitCode());
    assertTrue(said(namesake, "has the certificate of node b"), namesake::lastWords);
    assertEquals(3, blind.exitCode());
    RunningCommand lost =
        rig.start(
            "status", "--registry=" + rig.registry(), "--tls=" + stranger.path(), Rig.PATIENT);
    assertEquals(3, lost.exitCode());
    assertTrue(said(lost, "no TLS with"), "a stranger is told why: " + lost.lastWords());

    assertTrue(said(first, "without a valid certificate was cut off"), first::lastWords);
    new Socket(InetAddress.getLoopbackAddress(), rig.registry().port()).close();
    Rig.soon().until(() -> said(first, "gave up its handshake"));

    RunningCommand order = setTimeWith("a");
    assertEquals(1, order.exitCode());
    assertTrue(said(order, "is for operators to give"), order::lastWords);
    assertEquals(0, setTimeWith("operator").exitCode());
    RunningCommand difference =
        rig.start(
            "clockdiff", "a", "b", "--registry=" + rig.registry(), "--tls=" + keys, Rig.PATIENT);
    assertEquals(0, difference.exitCode(), difference::lastWords);

    RunningCommand status =
        rig.start("status", "--json", "--registry=" + rig.registry(), "--tls=" + keys, Rig.PATIENT);
    assertEquals(0, status.exitCode());
    assertEquals(Set.of("a", "b", "master"), ids(status));
    assertKeepSecrets(
        List.of(first, second, master, foreign, late, namesake, blind, order, status));
  }

  private RunningCommand setTimeWith(String holder) throws Exception {
    return rig.start(
        "set-time",
        "+1us",
        "--registry=" + rig.registry(),
        "--tls=" + keys.resolve(holder),
        Rig.PATIENT);
  }

  private static boolean said(RunningCommand command, String words) {
    return command.err().stream().anyMatch(line -> line.contains(words));
  }

  private static Set<Object> ids(RunningCommand status) {
    return ((List<?>) status.document().get("nodes"))
        .stream().map(node -> ((Map<?, ?>) node).get("id")).collect(Collectors.toSet());
  }

  /** Checks that no password is in their output or their command lines. */
  private static void assertKeepSecrets(List<RunningCommand> commands) throws Exception {
    List<String> passwords = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.endsWith("password")).toList()) {
        passwords.add(Files.readString(file).strip());
      }
    }
    assertTrue(passwords.size() >= 7, () -> passwords.size() + " passwords");
    StringBuilder shown = new StringBuilder();
    for (RunningCommand command : commands) {
      shown.append(command.out()).append(command.err());
      Path line = Path.of("/proc/%d/cmdline".formatted(command.process().pid()));
      if (Files.isReadable(line)) {
        shown.append(Files.readString(line));
      }
    }
    for (String password : passwords) {
      assertFalse(shown.indexOf(password) >= 0, "a password was shown");
    }
  }
}
