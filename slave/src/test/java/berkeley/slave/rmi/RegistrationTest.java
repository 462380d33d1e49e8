package berkeley.slave.rmi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import berkeley.api.Adjustment;
import berkeley.api.ClockRemote;
import berkeley.api.RegistryAddress;
import berkeley.master.rmi.Exposure;
import berkeley.master.rmi.RegistrySite;
import berkeley.master.rmi.Rendezvous;
import berkeley.master.rmi.ServerSockets;
import berkeley.master.rmi.Whereabouts;
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

  private final List<Export> exports = new ArrayList<>();
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
    exports.forEach(Export::close);
  }

  private Remote export(long time) throws RemoteException {
    exports.add(new Export(new Clock(time), 0, new ServerSockets(Exposure.LOOPBACK)));
    return exports.get(exports.size() - 1).stub();
  }

  private static Rendezvous at(LocalRegistry... registries) {
    return Rendezvous.at(Stream.of(registries).map(LocalRegistry::address).toList());
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

    assertEquals(Optional.of(RegistrySite.of(registry.address())), registration.livingNamesake());
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
            "a", stub, new Rendezvous(List.of(registry.address()), "red"), Optional.empty());
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
    try (var sockets = new ServerSockets(Exposure.LOOPBACK);
        var own = HostRegistry.open(0, sockets);
        var exported = new Export(new Clock(7), 0, sockets)) {
      var both =
          new Registration(
              "a", exported.stub(), Rendezvous.at(List.of(elsewhere)), Optional.of(own));
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
    Whereabouts list = mock(Whereabouts.class);
    ServerSockets sockets = new ServerSockets(Exposure.LOOPBACK);
    HostRegistry own = HostRegistry.open(0, sockets);
    try (Registration listed =
        new Registration("a", stub, Rendezvous.by(list, ""), Optional.of(own))) {
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
    Whereabouts list = mock(Whereabouts.class);

    assertThrows(
        IllegalArgumentException.class,
        () -> new Registration("a", stub, Rendezvous.by(list, ""), Optional.empty()).close());
  }

  @Test
  void aLivingNamesakeIsFoundThroughTheList() throws Exception {
    registry.start();
    registry.running().rebind("a", export(7));
    Whereabouts list = mock(Whereabouts.class);
    when(list.members()).thenReturn(new Whereabouts.Listed(Map.of("a", registry.address()), true));
    HostRegistry own = HostRegistry.open(0, new ServerSockets(Exposure.LOOPBACK));
    try (Registration listed =
        new Registration("a", stub, Rendezvous.by(list, ""), Optional.of(own))) {

      assertEquals(Optional.of(RegistrySite.of(registry.address())), listed.livingNamesake());
    } finally {
      own.close();
    }
  }
}
