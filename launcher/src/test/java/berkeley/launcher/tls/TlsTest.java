package berkeley.launcher.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.keys.TestKeys;
import berkeley.transport.socket.AdmittedHosts;
import berkeley.transport.socket.CallerIdentity;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.socket.UnreachedException;
import berkeley.transport.ticks.HostTicks;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A clock behind TLS, and callers of all sorts. Both ends are in this process. */
@Timeout(120)
class TlsTest {

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final SocketLimits LIMITS = new SocketLimits(Duration.ofSeconds(10), SECONDS);

  @TempDir private static Path folder;
  private static TestKeys cluster;
  private static KeyFolder a;
  private static KeyFolder b;

  private final AtomicInteger touched = new AtomicInteger();
  private final Clock clock = new Clock();
  private LimitedServerSockets sockets;

  @BeforeAll
  static void keys() throws Exception {
    cluster = new TestKeys(folder.resolve("cluster"));
    a = cluster.node("a");
    b = cluster.node("b");
  }

  @BeforeEach
  void aClockOfNodeA() throws Exception {
    sockets = serving(a);
  }

  @AfterEach
  void end() throws Exception {
    UnicastRemoteObject.unexportObject(clock, true);
    sockets.close();
  }

  /** Accepts every caller as the master that it names, unless TLS refuses it. */
  private final class Clock implements ClockRemote {

    @Override
    public long getTime() {
      touched.incrementAndGet();
      return 5;
    }

    @Override
    public void adjust(Adjustment delta) {
      CallerIdentity.requireNode(delta.master());
      touched.incrementAndGet();
    }
  }

  private static ListenSettings under(KeyFolder keys) throws IOException {
    return new ListenSettings(
        InetAddress.getLoopbackAddress(),
        Optional.empty(),
        TransportSecurity.by(TlsContext.open(keys)),
        AdmittedHosts.BY_PROTECTION);
  }

  private LimitedServerSockets serving(KeyFolder keys) throws IOException {
    LimitedServerSockets made = new LimitedServerSockets(under(keys));
    UnicastRemoteObject.exportObject(clock, 0, new TimedSocketFactory(LIMITS), made);
    return made;
  }

  /** Returns a stub with such sockets; no connection is pooled between tests. */
  private ClockRemote seenBy(ListenSettings caller) throws Exception {
    UnicastRemoteObject.unexportObject(clock, true);
    sockets.close();
    sockets = new LimitedServerSockets(sockets.settings());
    return (ClockRemote)
        UnicastRemoteObject.exportObject(clock, 0, new TimedSocketFactory(LIMITS, caller), sockets);
  }

  private static <T> T within(String node, RemoteCall.Question<T, RemoteException> question)
      throws RemoteException {
    return RemoteCall.get(HostTicks.now() + SECONDS.toNanos(), node, question);
  }

  private static String root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  @Test
  void oneNodeReadsAnotherAndTheSocketsLeaveTheirStamps() throws Exception {
    ClockRemote seen = seenBy(under(b));
    try (RemoteCall call = RemoteCall.begin(HostTicks.now() + SECONDS.toNanos(), "a")) {
      seen.getTime();
      call.clearStamps();
      long before = HostTicks.now();
      assertEquals(5, seen.getTime());
      long after = HostTicks.now();
      assertTrue(call.stamped());
      assertTrue(call.sentTicks() - before >= 0 && after - call.receivedTicks() >= 0);
      assertTrue(call.receivedTicks() - call.sentTicks() > 0);
    }
  }

  @Test
  void aNodeSpeaksInItsOwnNameOnly() throws Exception {
    ClockRemote seen = seenBy(under(b));

    within("a", () -> adjust(seen, "b"));
    assertEquals(1, touched.get());
    var refusal = assertThrows(RuntimeException.class, () -> within("a", () -> adjust(seen, "c")));

    assertInstanceOf(SecurityException.class, refusal);
    assertTrue(refusal.getMessage().contains("came from node b"), refusal.getMessage());
    assertEquals(1, touched.get());
  }

  @Test
  void anOperatorLooksAndCorrectsNobody() throws Exception {
    ClockRemote seen = seenBy(under(cluster.operator()));

    assertEquals(5, within("a", seen::getTime));
    assertThrows(SecurityException.class, () -> within("a", () -> adjust(seen, "operator")));
  }

  private static Void adjust(ClockRemote clock, String master) throws RemoteException {
    clock.adjust(new Adjustment(1, 1, 1, 1, 1, 1, master));
    return null;
  }

  @Test
  void whoIsNotTheNodeThatIsCalledIsToldNothing() throws Exception {
    ClockRemote seen = seenBy(under(b));

    var refusal = assertThrows(RemoteException.class, () -> within("c", seen::getTime));

    assertTrue(root(refusal).contains("is of node a and not of node c"), root(refusal));
    assertEquals(0, touched.get());
  }

  @Test
  void aPooledConnectionIsLookedAtAgain() throws Exception {
    ClockRemote seen = seenBy(under(b));
    assertEquals(5, within("a", seen::getTime));

    assertThrows(RemoteException.class, () -> within("c", seen::getTime));

    assertEquals(1, touched.get());
  }

  @Test
  void anotherAuthoritysNodeGetsNothing() throws Exception {
    TestKeys strangers = new TestKeys(folder.resolve("strangers"));
    ClockRemote seen = seenBy(under(strangers.node("b")));

    assertThrows(RemoteException.class, () -> within("a", seen::getTime));

    assertEquals(0, touched.get());
  }

  @Test
  void aServerWhoseCertificateIsForAnotherHostIsRefused() throws Exception {
    sockets.close();
    sockets = new LimitedServerSockets(under(cluster.node("elsewhere", List.of("h9"))));
    ClockRemote seen = seenBy(under(b));

    var refusal = assertThrows(RemoteException.class, () -> within("", seen::getTime));

    assertTrue(root(refusal).contains("CertificateException"), root(refusal));
    assertInstanceOf(UnreachedException.class, refusal.getCause(), "whoever shows one is alive");
    assertEquals(0, touched.get());
  }

  @Test
  void anExpiredCertificateGetsNothing() throws Exception {
    assertGetsNothing(context(cluster.expired("late")), "TLSv1.3");
  }

  @Test
  void noCertificateGetsNothing() throws Exception {
    SSLContext none = SSLContext.getInstance("TLS");
    none.init(null, new X509TrustManager[] {new Gullible()}, null);
    assertGetsNothing(none, "TLSv1.3");
  }

  @Test
  void anOlderTlsGetsNothing() throws Exception {
    assertGetsNothing(context(b), "TLSv1.2");
  }

  @Test
  void whoSpeaksPlainlyGetsNothing() throws Exception {
    ClockRemote seen = seenBy(ListenSettings.LOOPBACK);

    assertThrows(RemoteException.class, () -> within("", seen::getTime));

    assertEquals(0, touched.get());
  }

  @Test
  void aCallerThatNeverShakesHandsHoldsUpNobodyAndIsCutOff() throws Exception {
    ClockRemote seen = seenBy(under(b));
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), sockets.port())) {
      assertEquals(5, within("a", seen::getTime));

      silent.setSoTimeout((int) SECONDS.toMillis());
      assertEquals(-1, silent.getInputStream().read(), "cut off");
    }
  }

  @Test
  void aServerThatNeverShakesHandsCostsNoMoreThanTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TimedSocketFactory factory = new TimedSocketFactory(LIMITS, under(b));
      long limit = Duration.ofMillis(300).toNanos();
      long begin = HostTicks.now();

      assertThrows(
          IOException.class,
          () ->
              RemoteCall.get(
                  begin + limit,
                  RemoteCall.ANYONE,
                  () -> factory.createSocket("127.0.0.1", silent.getLocalPort())));

      long took = HostTicks.now() - begin;
      assertTrue(took >= limit && took < SECONDS.toNanos(), took + " ns");
    }
  }

  @Test
  void renewedKeysAreTakenWithoutARestart() throws Exception {
    KeyFolder renewed = cluster.node("r", List.of("h9"));
    sockets.close();
    sockets = new LimitedServerSockets(under(renewed));
    ClockRemote seen = seenBy(under(b));
    assertThrows(RemoteException.class, () -> within("r", seen::getTime));

    cluster.node("r");

    Awaitility.await()
        .atMost(SECONDS)
        .ignoreExceptions()
        .until(() -> within("r", seen::getTime) == 5);
  }

  /** Checks that a client with its own sockets, which check nothing, gets no answer. */
  private void assertGetsNothing(SSLContext stranger, String protocol) throws Exception {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), sockets.port());
        SSLSocket socket =
            (SSLSocket) stranger.getSocketFactory().createSocket(plain, "localhost", 1, true)) {
      plain.setSoTimeout((int) SECONDS.toMillis());
      socket.setEnabledProtocols(new String[] {protocol});
      assertThrows(
          IOException.class,
          () -> {
            socket.startHandshake();
            socket.getOutputStream().write(new byte[] {'J', 'R', 'M', 'I', 0, 2, 0x4b});
            InputStream in = socket.getInputStream();
            throw new AssertionError("it was answered: " + in.read());
          });
    }
    assertEquals(0, touched.get());
  }

  /** Returns the context of our own folder, without a check of its certificate's validity. */
  private static SSLContext context(KeyFolder keys) throws Exception {
    char[] password = Files.readString(keys.password()).toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.keys())) {
      store.load(in, password);
    }
    KeyManagerFactory shown = KeyManagerFactory.getInstance("PKIX");
    shown.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), new X509TrustManager[] {new Gullible()}, null);
    return context;
  }

  /** Trusts everyone. */
  private static final class Gullible implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
