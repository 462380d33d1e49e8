package berkeley.launcher.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.MemberReport;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node as those see it who watch it over HTTP. */
final class MetricsServerTest {

  private static final Path DOCS = Path.of("..", "docs", "monitoring");
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern NAME = Pattern.compile("berkeley_[a-z_]+");

  private final MetricsServer monitor =
      MetricsServer.open(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          new Readiness(Duration.ofMillis(1)));
  private NodeStatus status = status(NodeState.SYNCHRONISED, Role.MASTER, 20_000);

  @AfterEach
  void close() {
    monitor.close();
  }

  private static NodeStatus status(NodeState state, Role role, long bound) {
    return new NodeStatus(
        "a",
        1,
        2,
        role,
        state,
        3,
        "a",
        new Reading(5_000_000_000L, 7),
        bound,
        20,
        -10,
        1_500,
        4,
        1,
        4_000_000_000L,
        "test");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(path, "GET");
  }

  private HttpResponse<String> send(String path, String method)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + monitor.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String scrape() throws IOException, InterruptedException {
    HttpResponse<String> response = get("/metrics");
    assertEquals(200, response.statusCode());
    return response.body();
  }

  private void show() {
    monitor.show(() -> status);
    monitor.accept(
        new RoundReport(
            1,
            3,
            "a",
            4_000_000,
            0,
            0,
            List.of(
                new MemberReport("b", Outcome.ACCEPTED, "", 2_000, 30_000, 50_000, -2_000),
                new MemberReport("c", Outcome.REJECTED, "found 1 h", 9, 30_000, 60_000, -9),
                MemberReport.unreachable("d", "ConnectException: refused"))));
  }

  @Test
  void theClockIsShownInSecondsAndRatios() throws Exception {
    show();
    String text = scrape();

    assertValue(text, "berkeley_clock_offset_seconds", 1.5e-6);
    assertValue(text, "berkeley_clock_error_bound_seconds", 2e-5);
    assertValue(text, "berkeley_clock_frequency_ratio", 2e-5);
    assertValue(text, "berkeley_clock_last_sync_age_seconds", 1);
    assertValue(text, "berkeley_clock_state{state=\"SYNCHRONISED\"}", 1);
    assertValue(text, "berkeley_clock_state{state=\"HOLDOVER\"}", 0);
    assertValue(text, "berkeley_node_role{role=\"MASTER\"}", 1);
    assertValue(text, "berkeley_node_term", 3);
    assertValue(text, "berkeley_clock_adjustments_total", 4);
  }

  @Test
  void aMasterShowsItsMembersAndItsTroubleByReason() throws Exception {
    show();
    String text = scrape();

    assertValue(text, "berkeley_clock_rtt_seconds{member=\"b\"}", 5e-5);
    assertValue(text, "berkeley_member_offset_seconds{member=\"b\"}", 2e-6);
    assertValue(text, "berkeley_rounds_total", 1);
    assertValue(text, "berkeley_round_rejections_total{reason=\"falseticker\"}", 1);
    assertValue(text, "berkeley_round_exclusions_total{reason=\"refused\"}", 1);
    assertValue(text, "berkeley_round_exclusions_total{reason=\"timeout\"}", 0);
    assertValue(text, "berkeley_members{outcome=\"UNREACHABLE\"}", 1);

    status = status(NodeState.SYNCHRONISED, Role.SLAVE, 20_000);
    assertTrue(!scrape().contains("member=\"b\""), "who leads no longer knows no members");
  }

  @Test
  void aNewcomersBoundIsInfinite() throws Exception {
    status = status(NodeState.NEWCOMER, Role.SLAVE, Long.MAX_VALUE);
    show();

    assertTrue(scrape().contains("berkeley_clock_error_bound_seconds +Inf"), this::scrapeOrSay);
  }

  private String scrapeOrSay() {
    try {
      return scrape();
    } catch (IOException | InterruptedException e) {
      return e.toString();
    }
  }

  @Test
  void aNodeIsReadyOnceSynchronisedWithinTheBound() throws Exception {
    assertEquals(200, get("/healthz").statusCode());
    assertEquals("not ready: the node is starting\n", get("/readyz").body());

    status = status(NodeState.HOLDOVER, Role.SLAVE, 10);
    show();
    assertEquals("not ready: a is HOLDOVER\n", get("/readyz").body());
    status = status(NodeState.SYNCHRONISED, Role.SLAVE, 2_000_000);
    assertEquals(503, get("/readyz").statusCode());
    assertEquals(
        "not ready: the bound of a is 2.00 ms, wanted below 1.00 ms\n", get("/readyz").body());
    status = status(NodeState.SYNCHRONISED, Role.SLAVE, 20_000);
    assertEquals(200, get("/readyz").statusCode());
    assertEquals(404, get("/nonsense").statusCode());
  }

  @Test
  void requestsThatAreNeverFinishedHoldUpNobody() throws Exception {
    show();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 400; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), monitor.address().getPort());
        slow.add(socket);
        String begun = i % 2 == 0 ? "GET /healthz HT" : "POST /readyz HTTP/1.1\r\nHost: x\r\n";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
      }
      assertEquals(200, get("/healthz").statusCode());
      assertEquals(200, get("/readyz").statusCode());
      assertEquals(200, get("/metrics").statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void aScraperMayAskForSomeMetricsAndForOtherMethodsForNone() throws Exception {
    show();

    assertEquals(200, get("/metrics?name%5B%5D=berkeley_node_term").statusCode());
    assertTrue(
        !get("/metrics?name%5B%5D=berkeley_node_term").body().contains("berkeley_clock_state"));
    assertEquals(405, send("/healthz", "POST").statusCode());
    assertEquals("", send("/healthz", "HEAD").body());
    assertEquals(200, send("/metrics", "HEAD").statusCode());
  }

  @Test
  void aTakenPortIsSaidInOneLine() {
    Readiness readiness = new Readiness(Duration.ofMillis(1));
    var failure =
        assertThrows(
            CommandFailure.class, () -> MetricsServer.open(monitor.address(), readiness).close());

    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void anAddressIsAPortWithOrWithoutAHost() {
    assertTrue(MonitorOptions.address("9100").getAddress().isLoopbackAddress());
    assertEquals(9_100, MonitorOptions.address("[::1]:9100").getPort());
    assertThrows(IllegalArgumentException.class, () -> MonitorOptions.address("70000"));
    assertThrows(IllegalArgumentException.class, () -> MonitorOptions.address(":9100"));
    assertThrows(IllegalArgumentException.class, () -> MonitorOptions.address("localhost"));
  }

  @Test
  void alertsAndDashboardNameMetricsThatExist() throws Exception {
    show();
    Set<String> there = names(scrape());
    String alerts = Files.readString(DOCS.resolve("alerts.yml"));
    String rules =
        alerts
            .lines()
            .filter(line -> line.strip().startsWith("expr:"))
            .collect(Collectors.joining("\n"));
    Map<String, Object> dashboard =
        JSON.std.mapFrom(Files.readString(DOCS.resolve("dashboard.json")));
    List<?> panels = (List<?>) dashboard.get("panels");
    String queries = JSON.std.asString(panels);

    assertEquals(count(alerts, "- alert:"), count(rules, "expr:"));
    assertTrue(names(rules).size() > 5 && names(queries).size() > 10, rules + queries);
    assertMissingNone(names(rules), there);
    assertMissingNone(names(queries), there);
  }

  private static void assertMissingNone(Set<String> wanted, Set<String> there) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(there);
    assertEquals(Set.of(), missing);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static Set<String> names(String text) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  private static void assertValue(String text, String series, double expected) {
    String line =
        text.lines()
            .filter(each -> each.startsWith(series + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + series + " in\n" + text));
    double found = Double.parseDouble(line.substring(series.length() + 1));
    assertEquals(expected, found, Math.abs(expected) * 1e-9);
  }
}
