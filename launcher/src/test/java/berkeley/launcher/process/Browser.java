package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven through chromedriver by the W3C's WebDriver protocol. For one thread;
 * closing it ends both processes. Tests of a class may share one, and {@link #reset} it between.
 */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String FRAME =
      "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
          + " done(1))))";

  private static final String AXE =
      """
      const [rules] = arguments, chosen = rules.length ? { runOnly: { type: "rule", values: rules } } : {};
      return axe.run(document, { resultTypes: ["violations"], ...chosen }).then(found =>
        found.violations.map(each => each.id + ": " + each.nodes.map(node => node.target + " " + node.failureSummary).join("; ")));
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI base;
  private String session = "";

  private Browser(Process driver, URI base) {
    this.driver = driver;
    this.base = base;
  }

  /** Returns whether the programs that it needs are on the PATH. */
  static boolean isThere() {
    return isOnPath("chromedriver") && (isOnPath("chromium") || isOnPath("google-chrome"));
  }

  /** Starts one, with a profile of its own. */
  static Browser start(Path profile) throws IOException, InterruptedException {
    int port = freePort();
    Process driver =
        new ProcessBuilder("chromedriver", "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser = new Browser(driver, URI.create("http://127.0.0.1:" + port));
    try {
      Rig.within(PATIENCE).ignoreExceptions().until(() -> browser.get("/status") != null);
      List<String> arguments =
          List.of(
              "--headless=new",
              "--no-sandbox",
              "--disable-gpu",
              "--window-size=1280,900",
              "--user-data-dir=" + profile);
      Map<String, Object> wanted = Map.of("goog:chromeOptions", Map.of("args", arguments));
      Object started =
          browser.post("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
      browser.session = "/session/" + ((Map<?, ?>) started).get("sessionId");
      return browser;
    } catch (IOException | InterruptedException | RuntimeException e) {
      browser.close();
      throw e;
    }
  }

  /** Leaves the page, and takes back what it was told of the device and the colours. */
  void reset() throws IOException, InterruptedException {
    open("about:blank");
    command("Emulation.clearDeviceMetricsOverride");
    command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
  }

  /** Opens a page. */
  void open(String url) throws IOException, InterruptedException {
    post(session + "/url", Map.of("url", url));
  }

  /** Runs the body of a function in the page; what it returns, as JSON allows. */
  Object run(String script, Object... arguments) throws IOException, InterruptedException {
    return post(session + "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** Gives an order of the DevTools protocol; returns its answer. */
  Object command(String name) throws IOException, InterruptedException {
    return command(name, Map.of());
  }

  /** Gives an order of the DevTools protocol, with its parameters; returns its answer. */
  Object command(String name, Map<String, ?> parameters) throws IOException, InterruptedException {
    return post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  /** Returns the text of an element. */
  String text(String selector) throws IOException, InterruptedException {
    return String.valueOf(
        run("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
  }

  /** Presses a key, as a person does. */
  void press(String key) throws IOException, InterruptedException {
    post(
        session + "/actions",
        Map.of(
            "actions",
            List.of(
                Map.of(
                    "type",
                    "key",
                    "id",
                    "keyboard",
                    "actions",
                    List.of(
                        Map.of("type", "keyDown", "value", key),
                        Map.of("type", "keyUp", "value", key))))));
  }

  /** Shows pages so many pixels wide, to somebody who prefers this theme: light or dark. */
  void look(int width, String theme) throws IOException, InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", false));
    Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", theme);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
  }

  /** Waits until what the page has to draw now is drawn. */
  void awaitFrame() throws IOException, InterruptedException {
    run(FRAME);
  }

  /** Fails with what axe-core, which the page has loaded, finds wrong with what is shown. */
  void requireAccessible(String what, String theme) throws IOException, InterruptedException {
    awaitFrame();
    // Of the second theme only the colours are another's.
    Object rules = theme.equals("light") ? List.of() : List.of("color-contrast");
    assertEquals(List.of(), run(AXE, rules), what + " in " + theme);
  }

  @Override
  public void close() {
    List<ProcessHandle> all;
    try (Stream<ProcessHandle> children = driver.descendants()) {
      all = children.toList();
    }
    driver.destroy();
    all.forEach(ProcessHandle::destroyForcibly);
    driver.destroyForcibly();
  }

  private Object get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(base.resolve(path)).build());
  }

  private Object post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return answer(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.std.asString(body)))
            .build());
  }

  private Object answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
    return JSON.std.mapFrom(response.body()).get("value");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
