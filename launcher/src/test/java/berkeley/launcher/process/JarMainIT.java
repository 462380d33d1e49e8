package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command by {@code java -jar}, without the script and its options. */
final class JarMainIT {

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void aRegistryStartsUnderThePolicy() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path jar = Rig.HOME.resolve("launcher/target/berkeley-launcher.jar");
    RunningCommand registry =
        rig.start(
            new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "registry",
                "--port",
                "0"));

    // Without the policy it would have ended with a line that says so.
    assertTrue(registry.ready().port() > 0);
  }
}
