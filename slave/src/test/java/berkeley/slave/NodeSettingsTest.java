package berkeley.slave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.RegistryAddress;
import berkeley.api.environment.ClockLimits;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.MemberDirectory;
import berkeley.transport.socket.ListenSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {

  private static final List<RegistryAddress> REGISTRY = List.of(new RegistryAddress("h", 1));

  private static NodeSettings with(Duration reRegister, Duration holdoverAfter) {
    return new NodeSettings(
        "a",
        ClusterAddress.at(REGISTRY),
        0,
        Duration.ZERO,
        0,
        reRegister,
        holdoverAfter,
        ClockLimits.DEFAULT,
        ListenSettings.LOOPBACK,
        false,
        Optional.empty());
  }

  private static void assertRefused(String begin, Runnable attempt) {
    var refusal = assertThrows(IllegalArgumentException.class, attempt::run);
    assertTrue(refusal.getMessage().startsWith(begin), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "node-1", "A.b_c", "0"})
  void acceptsPlainNames(String id) {
    assertEquals(id, NodeSettings.of(id, REGISTRY).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "ä"})
  void refusesNamesThatWouldNotSurviveALogOrAShell(String id) {
    assertRefused("id: '" + id + "' is not a name", () -> NodeSettings.of(id, REGISTRY));
  }

  @Test
  void aNameHasAtMost64Characters() {
    NodeSettings.of("x".repeat(64), REGISTRY);
    assertRefused("id: ", () -> NodeSettings.of("x".repeat(65), REGISTRY));
  }

  @Test
  void needsARegistry() {
    assertRefused(
        "registries: none given, at least one is needed", () -> NodeSettings.of("a", List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void namesAPortThatDoesNotExist(int port) {
    assertRefused(
        "port: " + port + " is not in 0..65535",
        () -> NodeSettings.of("a", REGISTRY).withPort(port));
  }

  @ParameterizedTest
  @ValueSource(doubles = {100_001, -100_001, Double.NaN, Double.NEGATIVE_INFINITY})
  void namesADriftThatNoOscillatorHas(double ppm) {
    assertRefused(
        "drift: " + ppm, () -> NodeSettings.of("a", REGISTRY).withFault(Duration.ZERO, ppm));
  }

  @Test
  void namesAnOffsetOfMoreThanACentury() {
    NodeSettings.of("a", REGISTRY).withFault(Duration.ofDays(-36_500), 0);
    assertRefused(
        "offset: ",
        () -> NodeSettings.of("a", REGISTRY).withFault(Duration.ofDays(-36_500).minusNanos(1), 0));
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
  void aNodeThatIsListedElsewhereHasARegistryOfItsOwnAndItsListsCluster() {
    ClusterAddress listed = ClusterAddress.by(mock(MemberDirectory.class), "blue");

    assertTrue(NodeSettings.of("a", listed).ownRegistry());
    assertEquals("blue", NodeSettings.of("a", listed).inCluster("blue").rendezvous().cluster());
    assertRefused("cluster: ", () -> NodeSettings.of("a", listed).inCluster("red"));
    assertRefused(
        "registries: ",
        () -> new ClusterAddress(REGISTRY, "", Optional.of(mock(MemberDirectory.class))));
  }
}
