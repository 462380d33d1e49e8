package berkeley.slave.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import java.rmi.NotBoundException;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against real registries in this process; the beat that refreshes is the test's own hand. */
@Timeout(120)
class RegistrationTest {

  private final List<ExportedObject> exports = new ArrayList<>();
  private LocalRegistry registry;
  private Remote stub;
  private Registration registration;

  @BeforeEach
  void aNodeAndNoRegistryYet() throws Exception {
    registry = new LocalRegistry();
    stub = export(5);
    registration = new Registration("a", stub, at(registry), Optional.empty());
  }

  @AfterEach
  void end() throws Exception {
    registry.close();
    exports.forEach(ExportedObject::close);
  }

  private Remote export(long time) throws RemoteException {
    exports.add(
        new ExportedObject(new Clock(time), 0, new LimitedServerSockets(ListenSettings.LOOPBACK)));
    return exports.get(exports.size() - 1).stub();
  }

  private static ClusterAddress at(LocalRegistry... registries) {
    return ClusterAddress.at(Stream.of(registries).map(LocalRegistry::address).toList());
  }

  private record Clock(long time) implements ClockRemote {

    @Override
    public long getTime() {
      return time;
    }

    @Override
    public void adjust(Adjustment delta) {
      throw new UnsupportedOperationException("not in these tests");
    }
  }

  @Test
  void waitsForARegistryThatIsNotThereYet() throws Exception {
    registration.refresh();
    registration.refresh();
    assertFalse(registration.awaitFirst(Duration.ZERO));

    registry.start();
    registration.refresh();

    assertTrue(registration.awaitFirst(Duration.ZERO));
    assertEquals(stub, registry.running().lookup("a"));
    assertEquals(5, ((ClockRemote) registry.running().lookup("a")).getTime());
  }

  @Test
  void anEntryWhoseAnswerWasLostCounts() throws Exception {
    registry.start().running().rebind("a", stub);

    registration.refresh();

    assertTrue(registration.awaitFirst(Duration.ZERO));
  }

  @Test
  void fillsARegistryThatWasRestartedEmpty() throws Exception {
    registry.start();
    registration.refresh();
    registry.stop();
    registration.refresh();
    registry.start();
    assertEquals(List.of(), List.of(registry.running().list()));

    registration.refresh();

    assertEquals(stub, registry.running().lookup("a"));
  }

  @Test
  void entersItselfAgainWhenOnlyTheEntryIsGone() throws Exception {
    registry.start();
    registration.refresh();
    registry.running().unbind("a");

    registration.refresh();

    assertEquals(stub, registry.running().lookup("a"));
  }

  @Test
  void findsALivingNamesakeAndSaysWhere() throws Exception {
    registry.start().running().rebind("a", export(6));

    assertEquals(
        Optional.of(RegistryEndpoint.of(registry.address())), registration.livingNamesake());
  }

  @Test
  void itselfIsNoNamesakeNorIsAnotherNameNorARegistryThatIsNotThere() throws Exception {
    assertEquals(Optional.empty(), registration.livingNamesake());

    registry.start().running().rebind("b", export(6));
    assertEquals(Optional.empty(), registration.livingNamesake());

    registration.refresh();
    assertEquals(Optional.empty(), registration.livingNamesake());
  }

  @Test
  void aDeadNamesakeIsReplaced() throws Exception {
    registry.start().running().rebind("a", export(6));
    exports.get(1).close();

    assertEquals(Optional.empty(), registration.livingNamesake());
    registration.refresh();

    assertEquals(stub, registry.running().lookup("a"));
  }

  @Test
  void aNameInAnotherClusterIsAnotherName() throws Exception {
    registry.start().running().rebind("blue/a", export(6));
    assertEquals(Optional.empty(), registration.livingNamesake());

    var red =
        new Registration(
            "a", stub, new ClusterAddress(List.of(registry.address()), "red"), Optional.empty());
    red.refresh();
    assertEquals(stub, registry.running().lookup("red/a"));
    red.close();
    assertEquals(List.of("blue/a"), List.of(registry.running().list()));
  }

  @Test
  void oneRegistryThatIsSilentKeepsNobodyOutOfTheOthers() throws Exception {
    registry.start();
    var absent = new LocalRegistry();
    var both = new Registration("a", stub, at(absent, registry), Optional.empty());

    both.refresh();

    assertEquals(stub, registry.running().lookup("a"));
  }

  @Test
  void takesItsEntryBackInTheEndAndMakesNoNewOne() throws Exception {
    registry.start();
    registration.refresh();

    registration.close();
    assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
    registration.refresh();
    assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
  }

  @Test
  void leavesTheEntryOfWhoTookItsNameMeanwhile() throws Exception {
    registry.start();
    registration.refresh();
    Remote other = export(6);
    registry.running().rebind("a", other);

    registration.close();

    assertEquals(other, registry.running().lookup("a"));
  }

  @Test
  void takesItsEntryBackAlsoAfterTheRegistryWasSilentForAWhile() throws Exception {
    registry.start();
    registration.refresh();
    registry.stop();
    registration.refresh();
    registry.start().running().rebind("a", stub);
    registration.refresh();

    registration.close();

    assertThrows(NotBoundException.class, () -> registry.running().lookup("a"));
  }

  @Test
  void isEnteredInItsOwnRegistryOnOnePortAndLeavesTheOthersAlone() throws Exception {
    RegistryAddress elsewhere = new RegistryAddress("203.0.113.9", 1099);
    try (var sockets = new LimitedServerSockets(ListenSettings.LOOPBACK);
        var own = HostRegistry.open(0, sockets);
        var exported = new ExportedObject(new Clock(7), 0, sockets)) {
      var both =
          new Registration(
              "a", exported.stub(), ClusterAddress.at(List.of(elsewhere)), Optional.of(own));
      int port = sockets.port();

      both.refresh(); // and does not wait for the one that nobody answers for

      Registry seen = LocateRegistry.getRegistry("127.0.0.1", port);
      assertEquals(7, ((ClockRemote) seen.lookup("a")).getTime());
      assertEquals(port, exported.port());
      assertTrue(exported.stub().toString().contains(":" + port), exported.stub()::toString);
      assertTrue(both.awaitFirst(Duration.ZERO));
      both.close();
      assertEquals(List.of(), List.of(seen.list()));
    }
  }

  @Test
  void isEnteredInAListToldWhereItsOwnRegistryIs() throws Exception {
    MemberDirectory list = mock(MemberDirectory.class);
    LimitedServerSockets sockets = new LimitedServerSockets(ListenSettings.LOOPBACK);
    HostRegistry own = HostRegistry.open(0, sockets);
    try (Registration listed =
        new Registration("a", stub, ClusterAddress.by(list, ""), Optional.of(own))) {
      RegistryAddress address = new RegistryAddress("127.0.0.1", sockets.port());
      listed.refresh();
      assertFalse(listed.awaitFirst(Duration.ZERO), "nobody would find it yet");

      when(list.enter("a", address)).thenReturn(true);
      listed.refresh();
      assertTrue(listed.awaitFirst(Duration.ZERO));
      assertEquals(stub, own.registry().lookup("a"));
    } finally {
      own.close();
    }
    verify(list).leave("a");
  }

  @Test
  void isNotListedWithoutARegistryOfItsOwn() {
    MemberDirectory list = mock(MemberDirectory.class);

    assertThrows(
        IllegalArgumentException.class,
        () -> new Registration("a", stub, ClusterAddress.by(list, ""), Optional.empty()).close());
  }

  @Test
  void aLivingNamesakeIsFoundThroughTheList() throws Exception {
    registry.start();
    registry.running().rebind("a", export(7));
    MemberDirectory list = mock(MemberDirectory.class);
    when(list.members())
        .thenReturn(new MemberDirectory.Listed(Map.of("a", registry.address()), true));
    HostRegistry own = HostRegistry.open(0, new LimitedServerSockets(ListenSettings.LOOPBACK));
    try (Registration listed =
        new Registration("a", stub, ClusterAddress.by(list, ""), Optional.of(own))) {

      assertEquals(Optional.of(RegistryEndpoint.of(registry.address())), listed.livingNamesake());
    } finally {
      own.close();
    }
  }
}
