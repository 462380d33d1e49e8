package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script in a checkout without a build, with a Maven that never comes to an end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BuildingScriptIT {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo $$ >"$(dirname "$0")/pid"
      echo '[INFO] Building Berkeley api 0.1.0                          [1/3]'
      exec sleep 100
      """;

  @TempDir private Path folder;

  @Test
  void theBuildShowsItsProgressAndEndsOnTerm() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path maven = Files.writeString(bin.resolve("mvn"), MAVEN);
    assertEquals(true, maven.toFile().setExecutable(true));
    Files.copy(Rig.SCRIPT, folder.resolve("berkeley"));
    assertEquals(true, folder.resolve("berkeley").toFile().setExecutable(true));
    Files.copy(Rig.HOME.resolve("pom.xml"), folder.resolve("pom.xml"));

    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("berkeley").toString(), "demo");
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("BERKELEY_BUILD");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process script = builder.start();

    Rig.soon().until(() -> read(output).contains("berkeley: building 1/3 Berkeley api 0.1.0"));
    script.destroy();
    assertEquals(143, script.waitFor());
    long pid = Long.parseLong(read(bin.resolve("pid")).strip());
    Rig.soon().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertFalse(Files.exists(folder.resolve(".build-lock")));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
