package berkeley.harness.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes pass, late, later or not at all, as the link between those two says. */
@Timeout(30)
final class TcpProxyTest {

  private static final String CALLER = "127.0.1.9";
  private static final String NODE = "127.0.1.200";
  private static final int GREETING = 7 + 2 + CALLER.length() + 4;

  private final LinkTable links = new LinkTable();
  private TcpProxy proxy;
  private ServerSocket echo;

  @BeforeEach
  void open() throws IOException {
    InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) 200});
    proxy = TcpProxy.open(links, address, InetAddress.getLoopbackAddress());
    echo = new ServerSocket(proxy.port(), 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void aGoodLinkPassesEverything() throws IOException {
    try (Socket socket = greeted()) {
      socket.getOutputStream().write(42);

      assertEquals(42, socket.getInputStream().read());
    }
  }

  @Test
  void aSilentLinkHoldsBytesUntilItIsGoodAgain() throws IOException {
    try (Socket socket = greeted()) {
      links.set(CALLER, NODE, LinkSettings.SILENT);
      socket.getOutputStream().write(42);
      socket.setSoTimeout(200);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());

      links.set(CALLER, NODE, LinkSettings.GOOD);
      socket.setSoTimeout(0);
      assertEquals(42, socket.getInputStream().read());
    }
  }

  @Test
  void eachDirectionIsALinkOfItsOwn() throws IOException {
    try (Socket socket = greeted()) {
      Duration delay = Duration.ofMillis(150);
      links.set(NODE, CALLER, LinkSettings.slow(delay, Duration.ZERO));
      long before = System.nanoTime();
      socket.getOutputStream().write(42);

      assertEquals(42, socket.getInputStream().read());
      assertTrue(System.nanoTime() - before >= delay.toNanos());
    }
  }

  @Test
  void aCutBreaksConnectionsOfThatCallerOnly() throws IOException {
    try (Socket cut = greeted();
        Socket anonymous = new Socket(NODE, proxy.port())) {
      links.set(CALLER, NODE, LinkSettings.CUT);
      proxy.breakWhatIsCut();

      assertTrue(isBroken(cut));
      anonymous.getOutputStream().write(42);
      assertEquals(42, anonymous.getInputStream().read());
    }
  }

  @Test
  void aCallerThatIsCutCannotComeBackUntilTheLinkIsGood() throws IOException {
    links.set(CALLER, NODE, LinkSettings.CUT);
    try (Socket socket = new Socket(NODE, proxy.port())) {
      greet(socket);
      assertTrue(isBroken(socket));
    }
    links.set(CALLER, NODE, LinkSettings.GOOD);
    greeted().close();
  }

  private Socket greeted() throws IOException {
    Socket socket = new Socket(NODE, proxy.port());
    greet(socket);
    assertEquals(GREETING, socket.getInputStream().readNBytes(GREETING).length);
    return socket;
  }

  /** As RMI begins a connection. */
  private static void greet(Socket socket) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(0x4a524d49);
    out.writeShort(2);
    out.writeByte(0x4b);
    out.writeUTF(CALLER);
    out.writeInt(0);
  }

  private static boolean isBroken(Socket socket) {
    try {
      int next = socket.getInputStream().read();
      while (next >= 0) { // what was echoed before
        next = socket.getInputStream().read();
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread thread = new Thread(() -> repeat(socket), "echo-one");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void repeat(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      assertTrue(socket.isClosed());
    }
  }
}
