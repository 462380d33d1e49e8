package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import berkeley.api.NodeState;
import berkeley.api.wire.NodeStatus;
import berkeley.harness.record.RecordReader;
import berkeley.simulator.recording.RecordLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, of real processes. */
final class DashboardIT {

  private static final String SPACE = " ";
  private static final String LEFT = "\uE012";
  private static final int STEPS_A_ROUND = 4;

  /** The least round trip under an injected delay. */
  private static final long ROUND_TRIP_NANOS = 16_000_000;

  private static final Pattern REGISTRY_LINE =
      Pattern.compile("registry at 127\\.0\\.0\\.1:(\\d+)");

  @RegisterExtension final Rig rig = new Rig();
  @TempDir private Path folder;
  private static Browser browser;

  @BeforeAll
  static void startBrowser(@TempDir Path profile) throws Exception {
    assumeTrue(
        Browser.isThere(),
        "no chromium and chromedriver on the PATH: the page is not tested in a browser");
    browser = Browser.start(profile);
  }

  @AfterEach
  void leaveThePage() throws Exception {
    browser.reset();
  }

  @AfterAll
  static void endBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void itsNumbersAreTheOracles() throws Exception {
    Path record = folder.resolve("run.jsonl");
    openDemo(startDemo("--slaves=2", "--record=" + record));
    awaitRound(6);

    click("[data-mode=measure]");
    browser.press(SPACE);
    Rig.soon().until(() -> text("#where").contains("step 4 of 4"));
    String newest = shownRound();
    awaitTruth(record);
    for (int step = 0; step < STEPS_A_ROUND; step++) {
      browser.press(LEFT);
    }
    Rig.soon().until(() -> !shownRound().equals(newest));
    awaitTruth(record);
    browser.press(SPACE);
    Rig.soon().until(() -> text("#where").startsWith("the newest"));
    assertEquals("live", kind());
  }

  /**
   * Waits until the page shows, to the nanosecond, what the oracle computed just after the round.
   */
  private void awaitTruth(Path record) {
    Rig.soon()
        .untilAsserted(
            () -> {
              Map<?, ?> page = (Map<?, ?>) browser.run(SHOWN);
              Map<String, String> truth =
                  truthAfter(record, Long.parseLong((String) page.get("at")));
              assertEquals(3, truth.size());
              assertEquals(truth, page.get("offsets"));
            });
  }

  private String shownRound() throws IOException, InterruptedException {
    return (String) browser.run("return document.body.dataset.at");
  }

  /** The round that is shown, and the offsets that stand beside it. */
  private static final String SHOWN =
      """
      const offsets = {};
      for (const row of document.querySelectorAll("#nodes tr")) offsets[row.dataset.id] = row.querySelector(".offset").dataset.ns;
      return { at: document.body.dataset.at, offsets };
      """;

  @Test
  void eachButtonDoesWhatItSays() throws Exception {
    RunningCommand demo = startDemo("--slaves=3", "--elect");
    openDemo(demo);
    awaitRound(3);
    click("[data-mode=measure]");
    String id =
        Stream.of("c", "d").filter(each -> !shown("leader").equals(each)).findFirst().orElseThrow();
    ProcessHandle victim = process(demo, id);

    order("freeze", id);
    Rig.soon().until(() -> state(victim) == 'T');
    order("resume", id);
    Rig.soon().until(() -> state(victim) != 'T');
    order("lie", id);
    awaitVote(id, "rejected");
    order("truth", id);
    awaitVote(id, "counts");
    order("kill", id);
    Rig.soon().until(() -> !victim.isAlive());
    Rig.soon().until(() -> text(stateOf(id)).equals("SILENT"));
    order("restart", id);
    Rig.soon().until(() -> text(stateOf(id)).equals("SYNCHRONISED"));
    assertTrue(process(demo, id).isAlive());
    order("add", id);
    Rig.soon().until(() -> text(stateOf("e")).equals("SYNCHRONISED"));
    String master = shown("leader");
    ProcessHandle leader = process(demo, master);
    order("kill-master", id);
    Rig.soon().until(() -> !leader.isAlive());
    Rig.soon().until(() -> !shown("leader").equals(master) && !shown("term").equals("1"));
    assertTrue(demo.process().isAlive(), demo::toString);
  }

  @Test
  @Tag("full")
  void linksBecomeSlowAndTheNetworkParts() throws Exception {
    RunningCommand demo = startDemo("--slaves=2", "--elect", "--network");
    openDemo(demo);
    awaitRound(3);
    click("[data-mode=measure]");
    String slow =
        Stream.of("b", "c").filter(each -> !shown("leader").equals(each)).findFirst().orElseThrow();

    order("delay", slow);
    Rig.soon().until(() -> nanos(slow, "rtt") >= ROUND_TRIP_NANOS);
    Rig.soon().until(() -> nanos(slow, "bound") >= ROUND_TRIP_NANOS / 2);
    order("no-delay", slow);
    Rig.soon().until(() -> nanos(slow, "rtt") < ROUND_TRIP_NANOS);

    String master = shown("leader");
    order("split", master);
    Rig.soon().until(() -> text(stateOf(master)).equals("HOLDOVER"));
    Rig.soon().until(() -> !shown("leader").equals(master));
    assertEquals(NodeState.HOLDOVER, stateInside(demo, master));
    order("heal", "");
    Rig.soon().until(() -> text(stateOf(master)).equals("SYNCHRONISED"));
    assertEquals(NodeState.SYNCHRONISED, stateInside(demo, master));
    assertTrue(demo.process().isAlive(), demo::toString);
  }

  /** Returns the state that the process itself reports, without the page. */
  private NodeState stateInside(RunningCommand demo, String id) throws InterruptedException {
    rig.useRegistry(registryPort(demo));
    return rig.survey().nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(NodeStatus::state)
        .findFirst()
        .orElseThrow();
  }

  private static int registryPort(RunningCommand demo) {
    return demo.out().stream()
        .map(REGISTRY_LINE::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private long nanos(String id, String column) {
    String figure =
        String.valueOf(
            run(
                "return document.querySelector(arguments[0])?.dataset.ns",
                "#nodes tr[data-id=%s] .%s".formatted(id, column)));
    return figure.matches("\\d+") ? Long.parseLong(figure) : -1;
  }

  @Test
  void itSaysWhichSwitchThoseButtonsNeed() throws Exception {
    openDemo(startDemo("--slaves=1"));
    awaitRound(1);
    click("[data-key=a] .dial");
    Rig.soon().until(() -> text("#menu").contains("Kill"));

    assertFalse(text("#menu").contains("Cut it off"));
    assertTrue(text("#no-network").contains("--network"), text("#no-network"));
  }

  @Test
  void itSaysWhatItWaitsForAndComesBackAfterARestart() throws Exception {
    rig.startRegistry();
    int registryPort = rig.registry().port();
    RunningCommand first = dashboard(registryPort, 0);
    int port = first.ready().port();
    browser.open("http://127.0.0.1:" + port + "/");
    Rig.soon().until(() -> text("#status").startsWith("waiting for nodes"));

    rig.startSlave("a");
    rig.startMaster().ready();
    awaitRound(2);
    Rig.soon().until(() -> kind().equals("live"));
    assertTrue(
        (Boolean) browser.run("return document.getElementById('controls').hidden"),
        "there are buttons for nodes that are not the page's own");

    first.signal("TERM");
    first.exitCode();
    Rig.soon().until(() -> text("#status").startsWith("no answer from the server"));
    dashboard(registryPort, port);
    Rig.soon().until(() -> kind().equals("live"));
  }

  @Test
  void aReportDrawsItsPlots() throws Exception {
    Path record = folder.resolve("run.jsonl");
    RunningCommand demo =
        rig.start("demo", "--slaves=2", "--rounds=4", "--period=200ms", "--record=" + record);
    assertEquals(0, demo.exitCode(), demo::toString);
    RunningCommand report = rig.start("report", record.toString());
    assertEquals(0, report.exitCode(), report::toString);

    browser.open(folder.resolve("run.jsonl.html").toUri().toString());

    Rig.soon().until(() -> "ended".equals(kind()));
    assertEquals("master", shown("leader"));
    click("[data-mode=measure]");
    Rig.soon().until(() -> "4".equals(String.valueOf(browser.run(CANVASES))));
    assertTrue(text("caption").startsWith("Before and after"));
  }

  private static final String CANVASES =
      "return document.querySelectorAll('.u-wrap canvas').length";

  private RunningCommand startDemo(String... more) throws IOException {
    List<String> line = new ArrayList<>(List.of("demo", "--dashboard=0"));
    // Short rounds mean short leases, in which a busy machine's master might be thought dead.
    line.add(List.of(more).contains("--elect") ? "--period=500ms" : "--period=200ms");
    line.addAll(List.of(more));
    return rig.start(line.toArray(String[]::new));
  }

  private void openDemo(RunningCommand demo) throws IOException, InterruptedException {
    Rig.soon().until(() -> url(demo).isPresent());
    browser.open(url(demo).orElseThrow());
  }

  private static Optional<String> url(RunningCommand demo) {
    return demo.out().stream()
        .filter(line -> line.startsWith("the live page is at "))
        .map(line -> line.substring(line.indexOf("http")))
        .findFirst();
  }

  private RunningCommand dashboard(int registryPort, int port) throws IOException {
    return rig.start("dashboard", "--registry=127.0.0.1:" + registryPort, "--port=" + port);
  }

  private void awaitRound(int round) {
    Rig.soon()
        .until(
            () -> {
              Object shown = browser.run("return document.body.dataset.round");
              return shown != null && Long.parseLong((String) shown) >= round;
            });
  }

  private Object run(String script, Object... arguments) {
    try {
      return browser.run(script, arguments);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String selector) {
    try {
      return browser.text(selector);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String stateOf(String id) {
    return "#nodes tr[data-id=%s] .state".formatted(id);
  }

  private void awaitVote(String id, String word) {
    Rig.soon().until(() -> text("#nodes tr[data-id=%s] .vote".formatted(id)).contains(word));
  }

  /** Gives an order as a person does: from the node's menu, or for the whole cluster. */
  private void order(String action, String id) throws IOException, InterruptedException {
    boolean forAll = List.of("add", "heal", "kill-master").contains(action);
    if (!forAll) {
      click("[data-mode=watch]");
      click("[data-key=%s] .dial".formatted(id));
    }
    String button = (forAll ? "#controls" : "#menu") + " [data-action=" + action + "]";
    Rig.soon().until(() -> "null".equals(attribute(button, "aria-disabled")));
    click(button);
    Rig.soon().until(() -> !text("#done").startsWith("sent"));
    assertFalse("refused".equals(attribute("#done", "class")), text("#done"));
    if (!forAll) {
      click("#menu .menu-head button");
    }
    click("[data-mode=measure]");
  }

  private void click(String selector) {
    Rig.soon().until(() -> run("return document.querySelector(arguments[0])", selector) != null);
    run("document.querySelector(arguments[0]).click()", selector);
  }

  /** Returns an attribute, "null" where there is none, and nothing where there is no element. */
  private String attribute(String selector, String name) {
    return String.valueOf(
        run(
            "const e = document.querySelector(arguments[0]); return e ?"
                + " String(e.getAttribute(arguments[1])) : ''",
            selector,
            name));
  }

  /** Returns what the page says of the moment that is shown: leader, term. */
  private String shown(String what) {
    return attribute("#page", "data-" + what);
  }

  private String kind() {
    return attribute("#status", "data-kind");
  }

  /** Returns the child process of this name. */
  private static ProcessHandle process(RunningCommand demo, String id) {
    try (Stream<ProcessHandle> children = demo.process().toHandle().children()) {
      return children
          .filter(child -> arguments(child).contains("--id=" + id))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> arguments(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of());
  }

  /** Returns the system's state of a process: T for a stopped one. */
  private static char state(ProcessHandle process) throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    return line.charAt(line.lastIndexOf(')') + 2);
  }

  /** Returns the first true offset of each node after a moment. */
  private static Map<String, String> truthAfter(Path record, long roundNanos) {
    Map<String, String> truth = new HashMap<>();
    RecordReader.read(
        record,
        line -> {
          if (line instanceof RecordLine.Sample sample && sample.atNanos() >= roundNanos) {
            truth.putIfAbsent(sample.status().id(), Long.toString(sample.offset().nanos()));
          }
        });
    return truth;
  }
}
