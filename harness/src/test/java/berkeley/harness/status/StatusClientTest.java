package berkeley.harness.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.RegistryAddress;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.NodeRemote;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.simulator.observation.SampleSightings;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.ticks.HostTicks;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes in this process, asked over RMI. */
final class StatusClientTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<String, FakeNode> exported = new HashMap<>();
  private Registry registry;
  private RegistryAddress address;
  private StatusClient client;

  @BeforeEach
  void aRegistry() throws Exception {
    int[] port = new int[1];
    registry =
        LocateRegistry.createRegistry(
            0,
            null,
            wanted -> {
              ServerSocket socket = new ServerSocket(wanted, 0, InetAddress.getLoopbackAddress());
              port[0] = socket.getLocalPort();
              return socket;
            });
    address = new RegistryAddress("127.0.0.1", port[0]);
    client = StatusClient.at(address, LIMIT);
  }

  @AfterEach
  void end() throws Exception {
    for (FakeNode node : exported.values()) {
      UnicastRemoteObject.unexportObject(node, true);
    }
    UnicastRemoteObject.unexportObject(registry, true);
  }

  @Test
  void aNodeIsReadBetweenTwoReadingsOfThisHostsTicks() throws Exception {
    bind("a", 1);

    StatusReading reading = client.read("a");

    assertTrue(reading.sentTicks() <= reading.receivedTicks());
    assertTrue(reading.isOnThisHost(), "it reads the same counter");
  }

  @Test
  void aNodeOfAnotherCounterIsNotOnThisHost() {
    SampleSightings sighting = SampleSightings.of("a").reading(50, 60);
    NodeStatus status = sighting.seenCounting(HostTicks.counter().source()).status();
    NodeStatus other = sighting.seenCounting("another").status();

    assertFalse(new StatusReading(other, 40, 50).isOnThisHost(), "its ticks are of another source");
    assertTrue(new StatusReading(status, 40, 50).isOnThisHost());
    assertFalse(new StatusReading(status, 51, 90).isOnThisHost());
    assertFalse(new StatusReading(status, 10, 49).isOnThisHost());
  }

  @Test
  void thoseThatDoNotAnswerAreNamedWithTheReason() throws Exception {
    bind("a", 1);
    bind("b", 1);
    end("b");

    NodeReadings readings = client.read(List.of("a", "b", "c"));

    assertEquals(Set.of("a"), readings.byName().keySet());
    assertEquals(
        List.of(
            new ClusterStatus.Silent("b", "another process has its port"),
            new ClusterStatus.Silent("c", "NotBoundException: c")),
        readings.silent());
    assertThrows(CommandFailure.class, readings::requireAll);
  }

  @Test
  void aNodeThatIsKnownIsReadWithoutARegistry() throws Exception {
    bind("a", 1);
    client.read("a");
    registry.unbind("a");

    assertEquals("a", client.read("a").status().id());
  }

  @Test
  void aNodeThatWasStartedAnewIsLookedUpAfterTheFailure() throws Exception {
    bind("a", 1);
    client.read("a");
    end("a");
    bind("a", 2);

    assertThrows(RemoteException.class, () -> client.read("a"));
    assertEquals(2, client.read("a").status().incarnation());
  }

  @Test
  void aNodeThatIsForgottenIsLookedUpAtOnce() throws Exception {
    bind("a", 1);
    client.read("a");
    end("a");
    bind("a", 2);
    client.forget("a");

    assertEquals(2, client.read("a").status().incarnation());
  }

  @Test
  void aSilentNodeIsLeftAloneForAsLongAsIsAskedFor() throws Exception {
    StatusClient resting =
        new StatusClient(ClusterAddress.at(List.of(address)), LIMIT, Duration.ofHours(1));
    assertThrows(RemoteException.class, () -> resting.read("a"));
    bind("a", 1);

    assertThrows(RemoteException.class, () -> resting.read("a"));
    resting.lookUp("a", LIMIT);
    assertEquals("a", resting.read("a").status().id());
  }

  @Test
  void eachNodeIsReadBetweenTwoReadingsOfTheReference() throws Exception {
    bind("m", 1);
    bind("a", 1);

    Map<String, ReferencedReading> readings = client.readAgainst("m", List.of("a", "gone"));

    ReferencedReading a = readings.get("a");
    assertTrue(a.isComplete());
    assertTrue(ticks(a.before().get()) < ticks(a.node().get()));
    assertTrue(ticks(a.node().get()) < ticks(a.after().get()));
    assertFalse(readings.get("gone").isComplete());
  }

  @Test
  void aSurveyFindsTheLivingAndTheDeadAndOneThatComesLater() throws Exception {
    bind("a", 1);
    bind("dead", 1);
    end("dead");
    assertEquals(List.of("a"), ids(client.survey()));
    bind("later", 1);

    ClusterStatus survey = client.survey();

    assertEquals(List.of("a", "later"), ids(survey));
    assertEquals(List.of("dead"), survey.unreachable().stream().map(each -> each.id()).toList());
    survey.requireKnown("dead");
    CommandFailure unknown =
        assertThrows(CommandFailure.class, () -> survey.requireKnown("nobody"));
    assertTrue(unknown.getMessage().endsWith("there are a, dead, later"), unknown::getMessage);
  }

  private static List<String> ids(ClusterStatus survey) {
    return survey.nodes().stream().map(NodeStatus::id).toList();
  }

  private static long ticks(NodeStatus status) {
    return status.reading().ticksNanos();
  }

  private void bind(String id, long incarnation) throws RemoteException {
    FakeNode node = new FakeNode(id, incarnation);
    exported.put(id, node);
    registry.rebind(id, UnicastRemoteObject.exportObject(node, 0));
  }

  private void end(String id) throws Exception {
    UnicastRemoteObject.unexportObject(exported.remove(id), true);
  }

  /** A node on this host's ticks. */
  private static final class FakeNode implements NodeRemote, ClockRemote {

    private final String id;
    private final long incarnation;

    FakeNode(String id, long incarnation) {
      this.id = id;
      this.incarnation = incarnation;
    }

    @Override
    public NodeStatus status() {
      return SampleSightings.of(id)
          .inLife(incarnation)
          .reading(HostTicks.now(), 7)
          .seenCounting(HostTicks.counter().source())
          .status();
    }

    @Override
    public List<RoundReport> rounds(long afterTerm, long afterRound) {
      return List.of();
    }

    @Override
    public long getTime() {
      return 7;
    }

    @Override
    public void adjust(Adjustment delta) {}
  }
}
