package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits as they hold for real sockets. */
@Timeout(60)
class LimitedServerSocketsTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T kept(T one) {
    open.add(one);
    return one;
  }

  private ServerSocket door(ConnectionLimits limits) throws IOException {
    return kept(
        new LimitedServerSockets(ListenSettings.LOOPBACK.with(limits)).createServerSocket(0));
  }

  private Socket call(ServerSocket door) throws IOException {
    Socket socket = kept(new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort()));
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void whoSaysNothingIsCutOff() throws Exception {
    ServerSocket door = door(ConnectionLimits.DEFAULT.within(Duration.ofMillis(20), LONG));
    call(door);
    Socket taken = kept(door.accept());
    assertThrows(IOException.class, () -> taken.getInputStream().read());
  }

  @Test
  void whoGetsNoAnswerIsCutOffThoughItSpeaksInDrops() throws Exception {
    ServerSocket door = door(ConnectionLimits.DEFAULT.within(LONG, Duration.ofMillis(50)));
    Socket caller = call(door);
    Socket taken = kept(door.accept());
    assertThrows(
        IOException.class,
        () -> {
          while (true) {
            caller.getOutputStream().write(1);
            taken.getInputStream().read();
          }
        });
  }

  @Test
  void aMessageThatDoesNotEndIsCutOff() throws Exception {
    ServerSocket door = door(ConnectionLimits.DEFAULT);
    Socket caller = call(door);
    Socket taken = kept(door.accept());
    caller.getOutputStream().write(new byte[ConnectionLimits.DEFAULT.messageBytes() / 2]);
    taken.getInputStream().readNBytes(ConnectionLimits.DEFAULT.messageBytes() / 2);
    taken.getOutputStream().write(1);
    caller.getOutputStream().write(new byte[ConnectionLimits.DEFAULT.messageBytes()]);
    taken.getInputStream().readNBytes(ConnectionLimits.DEFAULT.messageBytes());
    caller.getOutputStream().write(1);
    assertThrows(IOException.class, () -> taken.getInputStream().read());
  }

  @Test
  void aMuteConnectionMakesRoomForTheNext() throws Exception {
    ServerSocket door = door(ConnectionLimits.DEFAULT.of(1, 1).within(LONG, LONG));
    Socket mute = call(door);
    kept(door.accept());
    Thread.sleep(ConnectionLimiter.PATIENCE_MILLIS);

    Socket next = call(door);
    Socket taken = kept(door.accept());

    assertEquals(next.getLocalPort(), taken.getPort());
    assertEquals(-1, mute.getInputStream().read());
  }

  @Test
  void anEndedConnectionIsCountedNoMore() throws Exception {
    ServerSocket door = door(ConnectionLimits.DEFAULT.of(1, 1).within(LONG, LONG));
    for (int i = 0; i < 20; i++) {
      Socket caller = call(door);
      Socket taken = kept(door.accept());
      assertEquals(caller.getLocalPort(), taken.getPort());
      taken.close();
    }
  }

  @Test
  void anAnswerThatDoesNotEndIsCutOffForOurOwnCalls() throws Exception {
    AnswerLimit limit = new AnswerLimit();
    limit.heard(AnswerLimit.MOST_BYTES);
    assertEquals(7, limit.bytes(7), "the application's calls are its own affair");
    try (RemoteCall call = RemoteCall.begin(System.nanoTime() + LONG.toNanos())) {
      assertTrue(call.deadlineTicks() != 0);
      assertThrows(IOException.class, () -> limit.bytes(7));
      limit.answered(0);
      assertEquals(7, limit.bytes(7));
    }
  }
}
