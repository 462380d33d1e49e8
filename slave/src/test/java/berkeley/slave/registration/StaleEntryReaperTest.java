package berkeley.slave.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.socket.UnreachedException;
import java.rmi.ConnectException;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.UnmarshalException;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real registry in this process. */
@Timeout(120)
class StaleEntryReaperTest {

  private static final long AN_HOUR = 3_600_000_000_000L;

  private final ClockRemote clock = new Silent();
  private LocalRegistry registry;
  private Remote stub;

  private static final class Silent implements ClockRemote {

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new UnsupportedOperationException("not in these tests");
    }
  }

  @BeforeEach
  void aNameInARegistry() throws Exception {
    registry = new LocalRegistry().start();
    stub = UnicastRemoteObject.exportObject(clock, 0);
    registry.running().rebind("blue/a", stub);
  }

  @AfterEach
  void end() throws Exception {
    UnicastRemoteObject.unexportObject(clock, true);
    registry.close();
  }

  private StaleEntryReaper patientFor(long nanos) {
    return new StaleEntryReaper(new ClusterAddress(List.of(registry.address()), "blue"), nanos);
  }

  private List<String> namesAfter(StaleEntryReaper dead) throws Exception {
    dead.sweep();
    return List.of(registry.running().list());
  }

  @Test
  void whoseHostRefusesOrWhoseProcessIsAnotherOneIsTakenOut() throws Exception {
    StaleEntryReaper dead = patientFor(0);
    dead.failed("a", stub, new ConnectException("refused", new java.net.ConnectException()));
    assertEquals(List.of(), namesAfter(dead));

    registry.running().rebind("blue/a", stub);
    dead.failed("a", stub, new NoSuchObjectException("no such object"));
    assertEquals(List.of(), namesAfter(dead));
  }

  @Test
  void nobodyIsTakenOutBeforeItsTime() throws Exception {
    StaleEntryReaper dead = patientFor(AN_HOUR);
    dead.failed("a", stub, new ConnectException("refused"));

    assertEquals(List.of("blue/a"), namesAfter(dead));
  }

  @Test
  void whoAnswersAgainOrFailsInAnotherWayIsNotDead() throws Exception {
    StaleEntryReaper dead = patientFor(0);
    dead.failed("a", stub, new ConnectException("refused"));
    dead.alive("a");
    assertEquals(List.of("blue/a"), namesAfter(dead));

    dead.failed("a", stub, new ConnectException("refused"));
    dead.failed("a", stub, new UnmarshalException("timed out"));
    assertEquals(List.of("blue/a"), namesAfter(dead));
  }

  @Test
  void whoRefusedNothingAndCouldNotBeReachedMayBeAlive() throws Exception {
    StaleEntryReaper dead = patientFor(0);
    dead.failed("a", stub, new ConnectException("no connection", unreached()));

    assertEquals(List.of("blue/a"), namesAfter(dead));
  }

  /** Ours: as a silent host, or a certificate that we do not trust, would have it. */
  private static UnreachedException unreached() {
    TimedSocketFactory local = new TimedSocketFactory(SocketLimits.DEFAULT);
    return assertThrows(
        UnreachedException.class,
        () ->
            RemoteCall.get(
                System.nanoTime() + AN_HOUR,
                RemoteCall.ANYONE,
                () -> local.createSocket("203.0.113.9", 1)));
  }

  @Test
  void aNewLifeUnderTheNameKeepsIt() throws Exception {
    StaleEntryReaper dead = patientFor(0);
    dead.failed("a", stub, new ConnectException("refused"));
    ClockRemote other = new Silent();
    registry.running().rebind("blue/a", UnicastRemoteObject.exportObject(other, 0));
    try {
      assertEquals(List.of("blue/a"), namesAfter(dead));
    } finally {
      UnicastRemoteObject.unexportObject(other, true);
    }
  }

  @Test
  void aRegistryThatIsGoneIsNoFault() throws Exception {
    StaleEntryReaper dead = patientFor(0);
    dead.failed("a", stub, new ConnectException("refused"));
    registry.stop();

    dead.sweep();
  }
}
