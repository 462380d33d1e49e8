package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.transport.socket.ListenSettings.ConnectionLimits;
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

  private ServerSocket server(ConnectionLimits limits) throws IOException {
    return kept(
        new LimitedServerSockets(ListenSettings.LOOPBACK.with(limits)).createServerSocket(0));
  }

  private Socket call(ServerSocket server) throws IOException {
    Socket socket = kept(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void whoSaysNothingIsCutOff() throws Exception {
    ServerSocket server = server(ConnectionLimits.DEFAULT.within(Duration.ofMillis(20), LONG));
    call(server);
    Socket taken = kept(server.accept());
    assertThrows(IOException.class, () -> taken.getInputStream().read());
  }

  @Test
  void whoGetsNoAnswerIsCutOffThoughItSpeaksInDrops() throws Exception {
    ServerSocket server = server(ConnectionLimits.DEFAULT.within(LONG, Duration.ofMillis(50)));
    Socket caller = call(server);
    Socket taken = kept(server.accept());
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
    ServerSocket server = server(ConnectionLimits.DEFAULT);
    Socket caller = call(server);
    Socket taken = kept(server.accept());
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
    ServerSocket server = server(ConnectionLimits.DEFAULT.of(1, 1).within(LONG, LONG));
    Socket mute = call(server);
    kept(server.accept());
    Thread.sleep(ConnectionLimiter.IDLE_MILLIS);

    Socket next = call(server);
    Socket taken = kept(server.accept());

    assertEquals(next.getLocalPort(), taken.getPort());
    assertEquals(-1, mute.getInputStream().read());
  }

  @Test
  void anEndedConnectionIsCountedNoMore() throws Exception {
    ServerSocket server = server(ConnectionLimits.DEFAULT.of(1, 1).within(LONG, LONG));
    for (int i = 0; i < 20; i++) {
      Socket caller = call(server);
      Socket taken = kept(server.accept());
      assertEquals(caller.getLocalPort(), taken.getPort());
      taken.close();
    }
  }
}
