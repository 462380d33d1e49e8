package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.socket.ListenSettings.TransportSecurity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AdmittedHostsTest {

  @TempDir private Path folder;

  private AdmittedHosts list(String... lines) throws IOException {
    return AdmittedHosts.read(Files.writeString(folder.resolve("hosts"), String.join("\n", lines)));
  }

  private static InetAddress host(String literal) throws IOException {
    return InetAddress.getByName(literal);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.255, true",
    "10.1.0.0/16, 10.2.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, fd00::1, false",
    "fd00::/8, fd12:3456::1, true",
    "fd00::/8, fe80::1, false",
    "::1, ::1, true",
    "loopback, 127.0.0.1, true",
    "loopback, 203.0.113.9, false",
    "any with insecure, 203.0.113.9, true",
    "any with tls, 203.0.113.9, false"
  })
  void admitsWhomALineNames(String line, String host, boolean admitted) throws Exception {
    assertEquals(admitted, list(line).admits(host(host), TransportSecurity.insecure()));
  }

  @Test
  void withoutAListOthersNeedMoreThanLoopbackOnly() throws Exception {
    AdmittedHosts all = AdmittedHosts.BY_PROTECTION;

    assertTrue(all.admits(host("::1"), TransportSecurity.loopbackOnly()));
    assertEquals(false, all.admits(host("203.0.113.9"), TransportSecurity.loopbackOnly()));
    assertEquals(true, all.admits(host("203.0.113.9"), TransportSecurity.insecure()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.0/33", "10.1.0.0/x", "10.1.0.0/-1", "example.org", "any", "10.1"})
  void aLineThatMeansNothingIsNamed(String line) {
    var refusal = assertThrows(IOException.class, () -> list("# comment", "", line));

    assertTrue(refusal.getMessage().contains("hosts, line 3: "), refusal.getMessage());
  }

  @Test
  void whoIsNotAdmittedIsCutOffUnread() throws Exception {
    ListenSettings listenSettings =
        new ListenSettings(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            TransportSecurity.loopbackOnly(),
            list("10.9.9.9"));
    try (LimitedServerSockets sockets = new LimitedServerSockets(listenSettings);
        var server = sockets.createServerSocket(0)) {
      Thread acceptor = new Thread(() -> accept(server), "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), sockets.port())) {
        stranger.setSoTimeout(30_000);
        assertEquals(-1, stranger.getInputStream().read());
      }
    }
  }

  private static void accept(ServerSocket server) {
    try (Socket taken = server.accept()) {
      throw new AssertionError("taken: " + taken);
    } catch (IOException e) {
      // The test is over.
    }
  }
}
