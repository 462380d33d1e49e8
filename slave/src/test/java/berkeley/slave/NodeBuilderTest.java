package berkeley.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.ClusterService;
import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.master.MasterSettings;
import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.ElectionMethod;
import berkeley.node.election.ElectionSettings;
import berkeley.slave.election.ElectingService;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeBuilderTest {

  private static final List<RegistryAddress> REGISTRY = List.of(new RegistryAddress("h", 1));

  private static NodeBuilder node(String id) {
    return Node.builder(id).registry("h:1");
  }

  private static void with(Duration reRegister, Duration holdoverAfter) {
    node("a").reRegister(reRegister).holdoverAfter(holdoverAfter).check();
  }

  private static void assertRefused(String begin, Runnable attempt) {
    var refusal = assertThrows(IllegalArgumentException.class, attempt::run);
    assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    NodeSettings settings = node("a").settings();

    assertEquals(new ClusterAddress(REGISTRY, ""), settings.clusterAddress());
    assertEquals(0, settings.port());
    assertEquals(Duration.ofMillis(500), settings.reRegister());
    assertEquals(Duration.ofMillis(2_500), settings.holdoverAfter());
    assertEquals(CounterLimits.of(Optional.empty()), settings.limits());
    assertEquals(MasterSettings.builder().limits(settings.limits()).build(), settings.leads());
    assertEquals(Optional.empty(), settings.contest());
    assertEquals(Optional.empty(), settings.upstream());
    assertEquals(new HostEnvironment(), settings.environment());
  }

  @Test
  void whatIsAssumedOfTheCounterFollowsFromItsSourceUnlessTheOperatorKnowsBetter() {
    ClockLimits steady = node("a").counterUnsteered(true).settings().limits();
    ClockLimits steered = node("a").counterUnsteered(false).settings().limits();

    assertEquals(10, steady.wanderLimitPpm());
    assertEquals(500, steered.wanderLimitPpm());
    assertEquals(HostTicks.mayBeSteered() ? steered : steady, node("a").settings().limits());
  }

  @Test
  void limitsThatAreSetCount() {
    ClockLimits own = ClockLimits.builder().wanderLimitPpm(77).build();

    assertEquals(own, node("a").counterUnsteered(true).limits(own).settings().limits());
  }

  @Test
  void refusesTicksOfAnotherCounterThanThatWhichStampsMessages() {
    Environment shifted =
        new Environment() {
          @Override
          public Ticks ticks() {
            return () -> HostTicks.now() + 1_000_000_000L;
          }

          @Override
          public WallClock wallClock() {
            return Node.hostEnvironment().wallClock();
          }
        };

    assertRefused("environment: ", node("a").environment(shifted)::check);
    node("a").environment(Node.hostEnvironment()).check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "node-1", "A.b_c", "0"})
  void acceptsPlainNames(String id) {
    assertEquals(id, node(id).settings().id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "ä"})
  void refusesNamesThatWouldNotSurviveALogOrAShell(String id) {
    assertRefused("id: '" + id + "' is not a name", node(id)::check);
  }

  @Test
  void aNameHasAtMost64Characters() {
    node("x".repeat(64)).check();
    assertRefused("id: ", node("x".repeat(65))::check);
  }

  @Test
  void needsARegistry() {
    assertRefused("registries: none given, at least one is needed", Node.builder("a")::check);
  }

  @Test
  void saysWhatIsWrongWithTheTextOfARegistry() {
    assertRefused("registry: 'x' in h:x is not a port", () -> Node.builder("a").registry("h:x"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void namesAPortThatDoesNotExist(int port) {
    assertRefused("port: " + port + " is not in 0..65535", node("a").port(port)::check);
  }

  @ParameterizedTest
  @CsvSource({"PT0.049S", "PT1H0.000000001S", "-PT1S", "PT1000000000H"})
  void namesAPeriodOfRegistrationOutOfItsRange(Duration period) {
    with(Duration.ofMillis(50), Duration.ofSeconds(1));
    with(Duration.ofHours(1), Duration.ofSeconds(1));

    assertRefused(
        "reRegister: " + period + " is not in 50ms..1h", () -> with(period, Duration.ofSeconds(1)));
  }

  @Test
  void namesAHoldoverThatWouldFlicker() {
    with(Duration.ofSeconds(1), Duration.ofMillis(10));
    assertRefused(
        "holdoverAfter: PT0.009S", () -> with(Duration.ofSeconds(1), Duration.ofMillis(9)));
  }

  @Test
  void namesAHoldoverThatNoCounterHolds() {
    assertRefused(
        "holdoverAfter: ", () -> with(Duration.ofSeconds(1), ChronoUnit.FOREVER.getDuration()));
  }

  @Test
  void namesAPushThatFloodsAndOneOfANodeThatMayLead() {
    node("a").push(Duration.ofMillis(10)).check();
    assertRefused("push: PT0.009S is below 10ms", node("a").push(Duration.ofMillis(9))::check);
    assertRefused("push: ", node("a").push(Duration.ofSeconds(1)).electable()::check);
  }

  @Test
  void namesConnectionsAndTimesOutOfTheirRanges() {
    assertRefused("connections per host: 0", () -> node("a").connections(10, 0));
    assertRefused("connections in all: 9", () -> node("a").connections(9, 10));
    assertRefused(
        "idle limit: PT0S",
        () -> node("a").connectionTimeouts(Duration.ofSeconds(1), Duration.ZERO));
  }

  @Test
  void groupAndParentDoNotShareACluster() {
    assertRefused("upstream: group and parent would share", node("a").upstream("h:1")::check);
    node("a").cluster("east").upstream("h:1").check();
  }

  @Test
  void theRoundsAndTheirMembersReckonWithTheSameLimits() {
    ClockLimits steered = ClockLimits.builder().wanderLimitPpm(600).build();

    MasterSettings leads =
        node("a")
            .limits(steered)
            .rounds(rounds -> rounds.period(Duration.ofMillis(200)).average("tempo").samples(3))
            .rounds(
                rounds -> rounds.rarer(Duration.ofSeconds(2), Duration.ofMillis(1)).includeMaster())
            .settings()
            .leads();

    assertEquals(steered, leads.limits());
    assertEquals(Duration.ofMillis(100), leads.deadline());
    assertEquals("tempo", leads.average());
    assertEquals(3, leads.samples());
    assertTrue(leads.includeMaster() && leads.pace().lengthens());
  }

  @Test
  void namesASettingOfTheRoundsOutOfItsRange() {
    assertRefused(
        "deadline: PT2S is longer than the period PT1S",
        node("a").rounds(rounds -> rounds.deadline(Duration.ofSeconds(2)))::check);
  }

  @Test
  void anElectionsTimesFollowFromThePeriodOfTheRounds() {
    ElectionMethod contest =
        node("a")
            .electable(election -> election.quorum(2).memberExpiry(Duration.ofMinutes(1)))
            .rounds(rounds -> rounds.period(Duration.ofSeconds(2)))
            .settings()
            .contest()
            .orElseThrow();

    assertEquals(
        new BuiltInElection(
            ElectionSettings.builder(Duration.ofSeconds(2))
                .quorum(2)
                .memberExpiry(Duration.ofMinutes(1))
                .build()),
        contest);
    assertRefused("quorum: -1", node("a").electable(election -> election.quorum(-1))::check);
  }

  @Test
  void aNodeThatIsListedElsewhereHasARegistryOfItsOwnAndItsListsClusterAndElection() {
    ClusterAddress there = ClusterAddress.by(mock(MemberDirectory.class), "blue");
    ElectionMethod latch = mock(ElectionMethod.class);
    var service =
        new ElectingService() {
          @Override
          public ClusterAddress clusterAddress() {
            return there;
          }

          @Override
          public ElectionMethod contest() {
            return latch;
          }
        };
    NodeSettings settings = Node.builder("a").clusterService(service).electable().settings();

    assertTrue(settings.ownRegistry());
    assertEquals("blue", settings.clusterAddress().cluster());
    assertEquals(Optional.of(latch), settings.contest());
    Node.builder("a").clusterService(service).cluster("blue").check();
    assertRefused("cluster: ", Node.builder("a").clusterService(service).cluster("red")::check);
    assertRefused("registries: ", node("a").clusterService(service)::check);
    assertRefused(
        "electable: ",
        Node.builder("a").clusterService(service).electable(election -> election.quorum(1))::check);
    assertRefused(
        "clusterService: ", () -> Node.builder("a").clusterService(mock(ClusterService.class)));
  }

  @Test
  void whoListensForOthersHasKeysOrGoesWithoutKnowingly() throws Exception {
    InetAddress all = InetAddress.getByName("0.0.0.0");

    assertRefused("bind: 0.0.0.0 can be reached from other hosts", starting(node("a").bind(all)));
    assertRefused("tls: ", starting(node("a").tls(Path.of("keys")).insecure()));
  }

  /** None of these come so far as to start anything. */
  private static Runnable starting(NodeBuilder builder) {
    return () -> {
      try {
        builder.start().close();
      } catch (IOException | DuplicateNameException e) {
        throw new AssertionError(e);
      }
    };
  }
}
