package berkeley.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.testing.ManualSynchronizedClock;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class NodeMetersTest {

  private static final RoundReport ROUND =
      new RoundReport(
          7,
          3,
          "a",
          12_000_000,
          0,
          0,
          List.of(
              new MemberReport("b", Outcome.ACCEPTED, "", 2_000, 30_000, 50_000, -2_000),
              new MemberReport("c", Outcome.REJECTED, "far off", 9_000_000, 40_000, 60_000, 0),
              MemberReport.unreachable("d", "java.rmi.ConnectException: refused")));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final NodeMeters meters = new NodeMeters(Tags.of("node", "a"));
  private final NodeStatus status = Mockito.mock(NodeStatus.class);
  private final ManualSynchronizedClock clock =
      ManualSynchronizedClock.at(Instant.now().plusSeconds(3_600));

  private void lead(Role role) {
    Mockito.when(status.role()).thenReturn(role);
    Mockito.when(status.state()).thenReturn(NodeState.SYNCHRONISED);
    Mockito.when(status.errorBoundNanos()).thenReturn(30_000L);
    Mockito.when(status.frequencyPpm()).thenReturn(-20.0);
    Mockito.when(status.adjustments()).thenReturn(5L);
    Mockito.when(status.reading()).thenReturn(new Reading(2_000_000_000L, 0));
    Mockito.when(status.lastAdjustedTicksNanos()).thenReturn(1_500_000_000L);
  }

  private void watch(Role role) {
    meters.bindTo(registry);
    lead(role);
    meters.watch(() -> status, clock);
    meters.accept(ROUND);
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags("node", "a").tags(tags).gauge().value();
  }

  @Test
  void aPrometheusRegistryShowsTheDocumentedNames() throws IOException {
    watch(Role.MASTER);
    String page = registry.scrape();
    Set<String> documented =
        Pattern.compile("`(berkeley_[a-z_]+)")
            .matcher(Files.readString(Path.of("../../docs/monitoring.md")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(documented.size() > 15, documented::toString);
    documented.removeIf(
        name -> Pattern.compile("(?m)^" + name + "(_count)?[ {]").matcher(page).find());
    assertEquals(Set.of(), documented, page);
  }

  @Test
  void theClockIsReadWhenItsMetersAre() {
    watch(Role.SLAVE);
    assertEquals(30e-6, gauge("berkeley.clock.error.bound"), 1e-12);
    assertEquals(-20e-6, gauge("berkeley.clock.frequency.ratio"), 1e-12);
    assertEquals(0.5, gauge("berkeley.clock.last.sync.age"), 1e-9);
    assertEquals(1, gauge("berkeley.clock.state", "state", "SYNCHRONISED"));
    assertEquals(0, gauge("berkeley.clock.state", "state", "HOLDOVER"));
    assertEquals(5, registry.get("berkeley.clock.adjustments").functionCounter().count());
    Mockito.when(status.errorBoundNanos()).thenReturn(Long.MAX_VALUE);
    assertEquals(Double.POSITIVE_INFINITY, gauge("berkeley.clock.error.bound"));
  }

  @Test
  void theWallClocksDistanceIsShown() {
    watch(Role.SLAVE);
    double ahead = gauge("berkeley.clock.wall.offset");
    assertTrue(ahead > 0 && ahead <= 3_600, () -> ahead + " s");
    clock.setState(NodeState.NEWCOMER);
    assertTrue(Double.isNaN(gauge("berkeley.clock.wall.offset")));
  }

  @Test
  void aMasterShowsItsMembers() {
    watch(Role.MASTER);
    assertEquals(2e-6, gauge("berkeley.member.offset", "member", "b"), 1e-12);
    assertEquals(60e-6, gauge("berkeley.clock.rtt", "member", "c"), 1e-12);
    assertTrue(registry.find("berkeley.member.offset").tags("member", "d").gauge() == null);
    assertEquals(1, gauge("berkeley.members", "outcome", "REJECTED"));
    assertEquals(1, registry.get("berkeley.rounds").counter().count());
    assertEquals(
        1, registry.get("berkeley.round.exclusions").tags("reason", "refused").counter().count());
    assertEquals(1, registry.get("berkeley.round.rejections").counter().count());
    lead(Role.SLAVE);
    assertEquals(0, gauge("berkeley.members", "outcome", "REJECTED"));
    assertTrue(Double.isNaN(gauge("berkeley.member.offset", "member", "b")));
  }

  @Test
  void beforeThereIsANodeNothingFails() {
    meters.bindTo(registry);
    assertTrue(Double.isNaN(gauge("berkeley.clock.offset")));
    assertTrue(registry.scrape().contains("berkeley_clock_state"));
  }
}
