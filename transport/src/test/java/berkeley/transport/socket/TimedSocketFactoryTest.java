package berkeley.transport.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimedSocketFactoryTest {

  private static final SocketLimits LIMITS =
      new SocketLimits(Duration.ofSeconds(5), Duration.ofMillis(200));

  private final TimedSocketFactory factory = new TimedSocketFactory(LIMITS);

  @Test
  void serverSocketsListenOnLoopbackOrWhereTheyAreTold() throws Exception {
    ListenSettings wildcard =
        new ListenSettings(
            InetAddress.getByName("0.0.0.0"),
            Optional.empty(),
            TransportSecurity.insecure(),
            AdmittedHosts.BY_PROTECTION);
    try (ServerSocket near = factory.createServerSocket(0);
        ServerSocket everywhere = new TimedSocketFactory(LIMITS, wildcard).createServerSocket(0)) {
      assertTrue(near.getInetAddress().isLoopbackAddress());
      assertTrue(near.getLocalPort() > 0);
      assertTrue(everywhere.getInetAddress().isAnyLocalAddress());
    }
  }

  @Test
  void withoutTlsNobodyListensForOtherHostsOrCallsThemByMistake() throws Exception {
    InetAddress everywhere = InetAddress.getByName("0.0.0.0");
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> ListenSettings.LOOPBACK.on(everywhere));
    assertTrue(refusal.getMessage().contains("there is no TLS"), refusal.getMessage());

    long deadline = HostTicks.now() + 60_000_000_000L;
    var refused =
        assertThrows(
            UnreachedException.class,
            () ->
                RemoteCall.get(
                    deadline, RemoteCall.ANYONE, () -> factory.createSocket("203.0.113.9", 1)));
    assertTrue(refused.getMessage().contains("there is no TLS"), refused.getMessage());
  }

  @Test
  void nobodyCanAskASocketToWaitLongerThanItsLimit() throws Exception {
    try (ServerSocket server = factory.createServerSocket(0);
        Socket socket = connect(server)) {
      assertTrue(socket.getTcpNoDelay());
      assertEquals(200, socket.getSoTimeout());
      socket.setSoTimeout(60_000);
      assertEquals(200, socket.getSoTimeout());
      socket.setSoTimeout(0);
      assertEquals(200, socket.getSoTimeout());
      socket.setSoTimeout(50);
      assertEquals(50, socket.getSoTimeout());
      assertThrows(IllegalArgumentException.class, () -> socket.setSoTimeout(-1));
    }
  }

  @Test
  void everyWayOfReadingIsBoundedAndSaysWhoWasSilent() throws Exception {
    try (ServerSocket server = factory.createServerSocket(0);
        Socket socket = connect(server)) {
      SocketTimeoutException silent =
          assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
      assertTrue(
          silent.getMessage().contains(":" + server.getLocalPort() + " within 200 ms"),
          silent::getMessage);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().skip(1));
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void bytesAndTheEndOfTheStreamPassUnchanged() throws Exception {
    try (ServerSocket server = factory.createServerSocket(0);
        Socket socket = connect(server);
        Socket peer = server.accept()) {
      peer.getOutputStream().write(new byte[] {(byte) 0xff, 1, 2});
      socket.getOutputStream().write(7);
      peer.shutdownOutput();

      assertEquals(0xff, socket.getInputStream().read());
      assertEquals(2, socket.getInputStream().readAllBytes().length);
      assertEquals(-1, socket.getInputStream().read());
      assertEquals(7, peer.getInputStream().read());
      socket.getInputStream().close();
      assertTrue(socket.isClosed());
      assertEquals(-1, peer.getInputStream().read());
    }
  }

  @Test
  void aRefusedOrUnknownPeerFailsAsItDoesWithPlainSockets() throws Exception {
    int freed;
    try (ServerSocket server = factory.createServerSocket(0)) {
      freed = server.getLocalPort();
    }
    assertThrowsExactly(ConnectException.class, () -> factory.createSocket("127.0.0.1", freed));
    assertThrows(UnknownHostException.class, () -> factory.createSocket("no such host", 1));
  }

  @Test
  void limitsOutOfRangeAreRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SocketLimits(Duration.ofSeconds(1), Duration.ZERO));

    assertEquals("read limit: PT0S is not in PT0.001S..PT24H", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new SocketLimits(Duration.ofDays(2), Duration.ofSeconds(1)));
  }

  @Test
  void theFirstInstallationStaysAndRepeatingItIsHarmless() throws Exception {
    List<String> lines = runInstallMain();

    assertEquals(1, count(lines, "TIMED TIMED kept=true same=true"), lines::toString);
    assertEquals(0, count(lines, "WARN"), lines::toString);
  }

  @Test
  void aFactoryOfTheApplicationStaysAndIsMentionedOnce() throws Exception {
    List<String> lines = runInstallMain("foreign");

    assertEquals(1, count(lines, "FOREIGN FOREIGN kept=true same=true"), lines::toString);
    assertEquals(1, count(lines, "WARN"), lines::toString);
  }

  private Socket connect(ServerSocket server) throws IOException {
    return factory.createSocket("127.0.0.1", server.getLocalPort());
  }

  private static long count(List<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  private static List<String> runInstallMain(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(InstallMain.class.getName());
    command.addAll(List.of(args));
    Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Stream<String> output = jvm.inputReader(UTF_8).lines()) {
      List<String> lines = output.toList();
      assertEquals(0, jvm.waitFor(), lines::toString);
      return lines;
    } finally {
      jvm.destroyForcibly();
    }
  }
}
