package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JDK's own registry, started by the printed command, in place of ours. */
final class JdkRegistryIT {

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void nodesRegisterThereToo() throws Exception {
    rig.useRegistry(freePort());
    RunningCommand command =
        rig.start("registry", "--print-command", "--port", Integer.toString(rig.registry().port()));
    assertEquals(0, command.exitCode());
    assertEquals(1, command.out().size());

    rig.start(new ProcessBuilder("sh", "-c", "exec " + command.out().get(0)));
    rig.startSlave("a", "--offset=1s").ready();
    rig.startMaster().ready();

    Rig.soon().until(() -> rig.isTogether(2, Duration.ofMillis(2)));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
