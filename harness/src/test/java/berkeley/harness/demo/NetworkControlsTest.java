package berkeley.harness.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import berkeley.harness.demo.OrderOutcome.FaultChange;
import berkeley.harness.proxy.LinkSettings;
import berkeley.harness.proxy.ProxiedNetwork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What delays and a split make of all links, together and apart. */
final class NetworkControlsTest {

  private final ProxiedNetwork network = mock(ProxiedNetwork.class);
  private final Map<String, LinkSettings> links = new HashMap<>();

  @BeforeEach
  void rememberLinks() {
    when(network.names()).thenReturn(List.of("a", "b", "c", "d", "e"));
    doAnswer(
            call ->
                links.put(
                    call.<String>getArgument(0) + call.<String>getArgument(1), call.getArgument(2)))
        .when(network)
        .link(any(), any(), any());
  }

  @Test
  void aSplitCutsAMinorityOffBothWays() {
    OrderOutcome done = controls(Optional.empty()).split("e");

    assertEquals("cut e, a off from all others", done.text());
    assertEquals(LinkSettings.GOOD, links.get("ea"));
    assertEquals(LinkSettings.GOOD, links.get("bc"));
    assertEquals(LinkSettings.CUT, links.get("eb"));
    assertEquals(LinkSettings.CUT, links.get("be"));
  }

  @Test
  void eachOrderTellsWhichFaultsAreInForce() {
    NetworkControls controls = controls(Optional.empty());

    assertEquals(
        List.of(
            new FaultChange(
                "b", "delay", true, Map.of("heard_ns", 12_000_000L, "hears_ns", 4_000_000L))),
        controls.delay("b").changes());
    assertEquals(
        List.of(
            new FaultChange("e", "cut", true, Map.of()),
            new FaultChange("a", "cut", true, Map.of())),
        controls.split("e").changes());
    assertEquals(
        List.of("e false", "a false", "b true", "c true"),
        controls.split("b").changes().stream()
            .map(each -> each.id() + " " + each.inForce())
            .toList());
    assertEquals(
        List.of("b", "c"), controls.heal().changes().stream().map(FaultChange::id).toList());
  }

  @Test
  void aFixedMasterIsNeverCutOff() {
    assertEquals("cut b, c off from all others", controls(Optional.of("a")).split("a").text());
    assertEquals("cut e, b off from all others", controls(Optional.of("a")).split("e").text());
  }

  @Test
  void whatHealsOneLeavesTheOther() {
    NetworkControls controls = controls(Optional.empty());
    controls.delay("b");
    controls.split("b");
    assertEquals(LinkSettings.CUT, links.get("ba"));

    controls.heal();

    assertEquals(Duration.ofMillis(12), links.get("ba").delay());
    assertEquals(Duration.ofMillis(4), links.get("ab").delay());
    assertEquals(LinkSettings.GOOD, links.get("ac"));

    controls.quicken("b");

    assertEquals(LinkSettings.GOOD, links.get("ba"));
  }

  private NetworkControls controls(Optional<String> fixedMaster) {
    return new NetworkControls(network, fixedMaster);
  }
}
