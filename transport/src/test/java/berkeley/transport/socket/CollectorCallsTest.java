package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading a stub calls nobody: the connections to the port that it names are counted. */
final class CollectorCallsTest {

  private static final long LIMIT_NANOS = 10_000_000_000L;

  private final LimitedServerSockets sockets = new LimitedServerSockets(ListenSettings.LOOPBACK);
  private final AtomicInteger connections = new AtomicInteger();
  private final Clock clock = new Clock();
  private HostRegistry registry;

  @BeforeEach
  void aRegistryWithAStub() throws Exception {
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    registry = HostRegistry.open(0, sockets);
    Remote stub = UnicastRemoteObject.exportObject(clock, 0, null, new Counting());
    registry.registry().bind("a", stub);
  }

  @AfterEach
  void close() throws Exception {
    UnicastRemoteObject.unexportObject(clock, true);
    registry.close();
    sockets.close();
  }

  private Registry called() throws RemoteException {
    return LocateRegistry.getRegistry(registry.address().host(), registry.address().port());
  }

  @Test
  void aStubThatIsReadInOurCallIsNotCalledByTheCollector() throws Exception {
    Remote found =
        RemoteCall.get(
            HostTicks.now() + LIMIT_NANOS, RemoteCall.ANYONE, () -> called().lookup("a"));

    assertEquals(0, connections.get(), "the collector connected");
    ClockRemote clockOf = assertInstanceOf(ClockRemote.class, found);
    long time = RemoteCall.get(HostTicks.now() + LIMIT_NANOS, "a", clockOf::getTime);
    assertEquals(7, time);
    assertEquals(1, connections.get());
  }

  @Test
  void norByTheCollectorsOwnThread() throws Exception {
    long before = CollectorCalls.refused();
    RemoteCall.get(HostTicks.now() + LIMIT_NANOS, RemoteCall.ANYONE, () -> called().lookup("a"));

    // The first try was the look-up's own; a thread of the collector's repeats it soon.
    long limit = HostTicks.now() + LIMIT_NANOS;
    while (CollectorCalls.refused() < before + 2) {
      assertTrue(HostTicks.now() - limit < 0, "the collector has not tried again");
      Thread.onSpinWait();
    }
    assertEquals(0, connections.get(), "the collector connected");
  }

  @Test
  void theApplicationsOwnStubsAreCollectedAsBefore() throws Exception {
    called().lookup("a");

    assertTrue(connections.get() > 0, "the collector has to call as it does without us");
  }

  private final class Counting implements RMIServerSocketFactory {
    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return new ServerSocket(port) {
        @Override
        public Socket accept() throws IOException {
          Socket accepted = super.accept();
          connections.incrementAndGet();
          return accepted;
        }
      };
    }
  }

  private static final class Clock implements ClockRemote {
    @Override
    public long getTime() {
      return 7;
    }

    @Override
    public void adjust(Adjustment delta) {}
  }
}
