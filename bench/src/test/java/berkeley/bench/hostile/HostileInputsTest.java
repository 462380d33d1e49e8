package berkeley.bench.hostile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The inputs are what they say: the same from the same seed, and dangerous where nothing guards.
 */
class HostileInputsTest {

  private final Clock clock = new Clock();
  private final CallRecorder recorder = new CallRecorder(ConnectionDepth.OPEN);

  @TempDir private Path folder;
  private Path mark;
  private int port;
  private TargetPort target;

  @BeforeEach
  void aProperCallIsRecorded() throws Exception {
    mark = folder.resolve("mark");
    ServerSocket[] depth = new ServerSocket[1];
    ClockRemote stub =
        (ClockRemote)
            UnicastRemoteObject.exportObject(
                clock, 0, recorder, wanted -> depth[0] = recorder.createServerSocket(wanted));
    stub.getTime();
    port = depth[0].getLocalPort();
    target =
        new TargetPort(
            "clock",
            port,
            ConnectionDepth.OPEN,
            recorder.sentTo(port).stream().filter(CallBytes::isIn).toList(),
            List.of(
                new TargetPort.Operation(
                    -1,
                    CallBytes.hash("adjust(" + Adjustment.class.descriptorString() + ")V"),
                    "")));
  }

  @AfterEach
  void itLeaves() throws Exception {
    UnicastRemoteObject.unexportObject(clock, true);
  }

  @Test
  void aForeignArgumentRunsWhereNothingGuards() throws Exception {
    byte[] bytes =
        CallBytes.of(target.recorded().get(0))
            .with(-1, target.operations().get(0).hash(), new MarkerObject(mark));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
    assertTrue(Files.exists(mark));
  }

  @Test
  void theSameSeedMakesTheSameInputs() throws Exception {
    HostileInputs one = new HostileInputs(target, 7, mark);
    HostileInputs other = new HostileInputs(target, 7, mark);
    for (int i = 0; i < 300; i++) {
      InputKind kind = one.kind();
      assertEquals(kind, other.kind());
      assertArrayEquals(one.next(kind), other.next(kind));
    }
  }

  @Test
  void aMissedRoundIsOneThatDidNotComeInItsPeriod() {
    RoundWatch watch = new RoundWatch(Duration.ofMillis(500));
    watch.seen(0);
    watch.seen(900_000_000L);
    assertEquals(0, watch.missed());
    watch.seen(2_500_000_000L);
    assertEquals(2, watch.missed());
    assertEquals(3, watch.rounds());
    assertEquals(1600, watch.longest().toMillis());
  }

  @Test
  void anOptionThatMakesNoSenseIsNamed() {
    for (String option : List.of("--inputs", "--inputs 0", "--idle x", "--speed 1")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> HostileSettings.parse(List.of(option.split(" ", -1))),
          option);
    }
    assertEquals(
        new HostileSettings(5, 1000, 1, false), HostileSettings.parse(List.of("--inputs", "5")));
  }

  private static final class Clock implements ClockRemote {
    @Override
    public long getTime() {
      return 1;
    }

    @Override
    public void adjust(Adjustment delta) {}
  }
}
