package berkeley.harness.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.console.ExitCode;
import berkeley.harness.http.LimitedHttpServer;
import berkeley.simulator.recording.RecordLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page's server, asked as a browser, a stranger and a slow reader would. */
final class DashboardServerTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int SOCKET_MILLIS = 20_000;

  private final RecordFeed feed = new RecordFeed();
  private final List<String> orders = new ArrayList<>();
  private final DashboardServer dashboard = DashboardServer.open(feed, Optional.of(this::order), 0);
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    dashboard.close();
  }

  @Test
  void itServesThePageAndItsFiles() throws IOException {
    assertTrue(get("/", "").contains("<title>Berkeley: live</title>"));
    for (String file : List.of("uplot.js", "uplot.css", "view/view.css", "dashboard/live.mjs")) {
      assertTrue(get("/" + file, "").startsWith("HTTP/1.1 200"), file);
    }
    assertTrue(get("/secret", "").startsWith("HTTP/1.1 404"));
  }

  @Test
  void aNameThatWasBentToThisHostIsTurnedAway() throws IOException {
    String answer = ask("GET / HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    assertTrue(answer.endsWith("this server answers to localhost only\n"), answer);
  }

  @Test
  void thePageMayGiveOrders() throws IOException {
    String answer = post(origin(), secret());

    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.endsWith("{\"text\":\"did kill\"}"), answer);
    assertEquals(List.of("kill a"), orders);
  }

  @Test
  void anotherPageMayNot() throws IOException {
    assertTrue(post("http://evil.example", secret()).startsWith("HTTP/1.1 403"));
    assertTrue(post(origin(), "guessed").startsWith("HTTP/1.1 403"));
    assertTrue(get("/faults", "").startsWith("HTTP/1.1 405"));
    assertEquals(List.of(), orders);
  }

  @Test
  void withoutNodesOfItsOwnThereIsNothingToOrder() throws IOException {
    RecordFeed other = new RecordFeed();
    try (DashboardServer watching = DashboardServer.open(other, Optional.empty(), 0)) {
      String page = ask(watching.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "</html>");

      assertTrue(page.contains("name=\"berkeley-controls\" content=\"\""), page);
      assertEquals("http://127.0.0.1:%d/".formatted(watching.port()), watching.url());
    }
  }

  @Test
  void whoAsksForThePageIsNotToldTheSecret() throws IOException {
    for (String path : List.of("/", "/history", "/dashboard/live.mjs", "/view/app.mjs")) {
      assertFalse(get(path, "").contains(secret()), path);
    }
  }

  @Test
  void ordersThatComeSlowlyHoldUpNobody() throws IOException {
    for (int i = 0; i < 40; i++) {
      String begin = orderHead(origin(), secret(), 100) + "{";
      send(open(dashboard.port()), begin);
    }

    assertTrue(get("/", "").startsWith("HTTP/1.1 200"));
    assertTrue(post(origin(), secret()).startsWith("HTTP/1.1 200"));
  }

  @Test
  void requestsThatAreNeverFinishedMakeRoom() throws IOException {
    Socket viewer = view("");
    readUntil(viewer, "anew");
    Socket first = open(dashboard.port());
    send(first, "GET / HTTP/1.1\r\nHost: loc");
    for (int i = 0; i < LimitedHttpServer.MOST_CONNECTIONS + 20; i++) {
      send(open(dashboard.port()), "GET / HTTP/1.1\r\nHost: loc");
    }

    assertEquals(-1, first.getInputStream().read());
    assertTrue(get("/", "").startsWith("HTTP/1.1 200"));
    feed.accept(new RecordLine.Progress(1, "one"));
    readUntil(viewer, "\"one\"");
  }

  @Test
  void whoComesLaterSeesWhatHasBeenAndThenWhatComes() throws IOException {
    feed.accept(new RecordLine.Progress(1, "one"));
    String history = get("/history", "");
    Matcher mark = Pattern.compile("\"mark\":\"([^\"]+)\"").matcher(history);
    assertTrue(mark.find(), history);
    feed.accept(new RecordLine.Progress(2, "two"));

    Socket viewer = view(mark.group(1));
    String first = readUntil(viewer, "\"two\"");
    feed.accept(new RecordLine.Progress(3, "three"));
    String second = readUntil(viewer, "\"three\"");

    assertTrue(history.contains("\"one\""), history);
    assertTrue(!first.contains("\"one\"") && !first.contains("anew"), first);
    assertTrue(second.contains("id: "), second);
  }

  @Test
  void aViewerOfAnEarlierLifeBeginsAnew() throws IOException {
    assertTrue(readUntil(view("another-12"), "\n\n").contains("event: anew"));
  }

  @Test
  void oneViewerTooManyIsToldSo() throws IOException {
    for (int i = 0; i < RecordFeed.mostViewers(); i++) {
      readUntil(view(""), "event: anew");
    }

    String answer = readUntil(view(""), "try again\n");

    assertTrue(answer.startsWith("HTTP/1.1 503"), answer);
    assertTrue(answer.contains("100 browsers watch already; close one and try again"), answer);
  }

  @Test
  void whoReadsNothingIsSentAway() throws IOException {
    readUntil(view(""), "anew");
    String text = "x".repeat(50_000);

    for (int i = 0; i < 400 && feed.viewers() > 0; i++) {
      feed.accept(new RecordLine.Progress(i, text));
    }

    assertEquals(0, feed.viewers());
  }

  @Test
  void whoLeavesIsForgotten() throws IOException {
    Socket viewer = view("");
    readUntil(viewer, "anew");
    assertEquals(1, feed.viewers());

    viewer.close();

    Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> {
              feed.sendKeepAlive();
              return feed.viewers() == 0;
            });
  }

  @Test
  void historyIsBounded() {
    for (int i = 0; i < 1_000; i++) {
      feed.accept(new RecordLine.Progress(i, "p" + i));
    }

    assertEquals(21, feed.history().lines().count());
  }

  @Test
  void theBeginningIsKeptAndAGapSaysWhatIsNot() {
    for (int second = 0; second < 10_000; second++) {
      feed.accept(round(second));
    }

    List<String> lines = feed.history().lines().toList();
    long begins = lines.stream().filter(line -> line.contains("\"kind\":\"round\"")).count();
    assertEquals(16 + 600, begins);
    assertTrue(lines.get(0).contains("\"round\":0"), lines.get(0));
    assertEquals(
        "{\"kind\":\"gap\",\"from_ns\":15000000000,\"until_ns\":9400000000000}", lines.get(16));
    assertTrue(lines.get(17).contains("\"round\":9400"), lines.get(17));
  }

  private static RecordLine.Round round(int second) {
    RoundReport report = new RoundReport(second, 1, "a", 1, 0, 0, List.of());
    return new RecordLine.Round(second * 1_000_000_000L, report, null, Map.of());
  }

  @Test
  void allModulesThatThePageImportsAreServed() throws IOException {
    Set<String> wanted = new TreeSet<>(List.of("dashboard/live.mjs"));
    Deque<String> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      String name = open.pop();
      String answer = get("/" + name, "");
      assertTrue(answer.startsWith("HTTP/1.1 200"), name);
      Matcher imported = Pattern.compile("from \"([^\"]+)\"").matcher(answer);
      while (imported.find()) {
        String next = URI.create(name).resolve(imported.group(1)).toString();
        if (wanted.add(next)) {
          open.push(next);
        }
      }
    }
    assertTrue(wanted.size() > 20, wanted::toString);
  }

  @Test
  void aTakenPortIsOneLine() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> DashboardServer.open(new RecordFeed(), Optional.empty(), dashboard.port()));

    assertEquals(ExitCode.MISSING, failure.exitCode());
    assertTrue(failure.getMessage().startsWith("port %d cannot".formatted(dashboard.port())));
  }

  private String order(String action, String id, Map<String, String> values) {
    orders.add(action + " " + id);
    return "did " + action;
  }

  /** Returns what only the printed address carries. */
  private String secret() {
    String fragment = URI.create(dashboard.url()).getFragment();
    assertTrue(fragment.startsWith("authority="), fragment);
    return fragment.substring("authority=".length());
  }

  private String origin() {
    return "http://127.0.0.1:" + dashboard.port();
  }

  private String post(String origin, String token) throws IOException {
    String body = "{\"action\":\"kill\",\"id\":\"a\"}";
    return ask(orderHead(origin, token, body.length()) + body);
  }

  private String orderHead(String origin, String token, int length) {
    return "POST /faults HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\nOrigin: %s\r\nX-Berkeley-Token: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(dashboard.port(), origin, token, length);
  }

  private String get(String path, String headers) throws IOException {
    return ask(
        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%s\r\n"
            .formatted(path, dashboard.port(), headers));
  }

  private Socket view(String mark) throws IOException {
    Socket socket = open(dashboard.port());
    send(socket, "GET /live?after=%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(mark));
    return socket;
  }

  private String ask(String request) throws IOException {
    Socket socket = open(dashboard.port());
    send(socket, request);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String ask(int port, String request, String until) throws IOException {
    Socket socket = open(port);
    send(socket, request);
    return readUntil(socket, until);
  }

  private Socket open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(SOCKET_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("ended after: " + text);
      }
      text.append((char) next);
    }
    return text.toString();
  }
}
