package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.launcher.Berkeley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every communicating process loads the policy folder, and none starts without it. */
@Timeout(120)
final class PolicyLoadedIT {

  @RegisterExtension final Rig rig = new Rig();

  @TempDir private Path folder;

  private RunningCommand start(String options, String command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    line.addAll(
        List.of("-cp", Rig.HOME.resolve("launcher/target/berkeley-launcher.jar").toString()));
    line.add(Berkeley.class.getName());
    line.addAll(List.of(command.split(" ")));
    return rig.start(new ProcessBuilder(line));
  }

  @Test
  void withoutThePolicyNothingStarts() throws Exception {
    List<RunningCommand> all = new ArrayList<>();
    for (String command :
        List.of(
            "registry --port 0",
            "slave --id a --registry 127.0.0.1:1",
            "master --registry 127.0.0.1:1",
            "status --registry 127.0.0.1:1",
            "step-down --registry 127.0.0.1:1",
            "dashboard --registry 127.0.0.1:1 --port 0",
            "chaos",
            "demo")) {
      // A filter from elsewhere is not the policy.
      all.add(start("-Djdk.serialFilter=!*", command));
    }

    for (RunningCommand running : all) {
      assertEquals(3, running.exitCode(), running::lastWords);
      assertTrue(
          running.err().get(0).contains("-Djava.security.properties=PATH/policy/berkeley.security"),
          running::lastWords);
    }
  }

  @Test
  void withoutTheListOfHostsNobodyListens() throws Exception {
    Path copy = folder.resolve("berkeley.security");
    Files.copy(Rig.HOME.resolve("policy/berkeley.security"), copy);

    RunningCommand running = start("-Djava.security.properties=" + copy, "registry --port 0");

    assertEquals(3, running.exitCode());
    assertTrue(running.err().get(0).contains("policy/hosts"), running::lastWords);
  }

  @Test
  void withoutTlsOtherHostsAreForThoseWhoSayInsecure() throws Exception {
    List<RunningCommand> all = new ArrayList<>();
    for (String command :
        List.of(
            "registry --port 0 --bind 0.0.0.0",
            "slave --id a --registry 203.0.113.9:1099",
            "slave --id a --registry 127.0.0.1:1 --bind 0.0.0.0",
            "slave --id a --registry 127.0.0.1:1 --advertise 203.0.113.9",
            "master --registry 203.0.113.9:1099",
            "status --registry 203.0.113.9:1099")) {
      all.add(rig.start(command.split(" ")));
    }

    for (RunningCommand running : all) {
      assertEquals(2, running.exitCode(), running::lastWords);
      assertEquals(1, running.err().size(), running::lastWords);
      assertTrue(running.err().get(0).contains("give --tls DIR"), running::lastWords);
      assertTrue(running.err().get(0).contains("--insecure"), running::lastWords);
    }
  }

  @Test
  void insecureListensEverywhere() throws Exception {
    RunningCommand running = rig.start("registry", "--port=0", "--bind=0.0.0.0", "--insecure");

    assertTrue(running.ready().port() > 0);
  }
}
