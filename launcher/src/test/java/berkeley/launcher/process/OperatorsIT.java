package berkeley.launcher.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.NodeStatus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's commands on a running cluster. */
final class OperatorsIT {

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void clocksAreComparedSetAndWatched() throws Exception {
    rig.startRegistry();
    RunningCommand a = rig.startSlave("a", "--offset=2s", "--metrics=0", "--jmx");
    rig.startSlave("b", "--offset=-1s");
    RunningCommand master = rig.startMaster("--metrics=127.0.0.1:0");
    Rig.soon().until(() -> rig.isTogether(3, Duration.ofMillis(1)));

    assertTrue(
        a.err().stream().anyMatch(l -> l.contains("state changed node=a term=1 from=NEWCOMER")),
        a::toString);

    Map<String, Object> difference = json("clockdiff", "a", "b");
    assertTrue(magnitude(difference, "offset_ns") < 5_000_000, difference::toString);
    assertTrue(magnitude(difference, "error_bound_ns") < 100_000_000, difference::toString);
    Map<String, Object> own = json("clockdiff", "a");
    assertTrue(magnitude(own, "offset_ns") > 100_000_000, "the agreed time is not the host's");

    RunningCommand unknown = command("clockdiff", "nobody");
    assertEquals(3, unknown.exitCode(), unknown::toString);
    assertEquals(1, unknown.err().size(), unknown::toString);
    assertTrue(unknown.err().get(0).contains("a, b, master"), unknown::toString);

    Rig.soon().until(() -> get(a, "/readyz").statusCode() == 200);
    assertTrue(
        get(a, "/metrics").body().contains("berkeley_clock_state{state=\"SYNCHRONISED\"} 1"));
    assertTrue(get(master, "/metrics").body().contains("berkeley_clock_rtt_seconds{member=\"a\"}"));
    RunningCommand taken = rig.startSlave("c", "--metrics=" + a.ready().values().get("metrics"));
    assertEquals(3, taken.exitCode(), taken::toString);
    assertEquals(1, taken.err().size(), taken::toString);

    long before = gained();
    Map<String, Object> order = json("set-time", "-500us", "--wait");
    assertEquals(-500_000, ((Number) order.get("change_ns")).longValue());
    assertEquals(0, ((Number) order.get("left_ns")).longValue());
    long moved = gained() - before;
    // The timer that ends an order may fire late: at 200 ppm a millisecond is 200 ns.
    assertTrue(Math.abs(moved + 500_000) < 50_000, () -> moved + " ns");
    Rig.soon().until(() -> rig.isTogether(3, Duration.ofMillis(1)));

    RunningCommand far = command("set-time", "+1h");
    assertEquals(1, far.exitCode(), far::toString);
    assertEquals(1, far.err().size(), far::toString);
    assertTrue(far.err().get(0).contains("the most is"), far::toString);
  }

  /** Returns what the master's clock has gained on the ticks of this host, in nanoseconds. */
  private long gained() throws InterruptedException {
    NodeStatus master = rig.survey().leader().orElseThrow();
    return master.reading().timeNanos() - master.reading().ticksNanos();
  }

  private static double magnitude(Map<String, Object> document, String key) {
    return Math.abs(((Number) document.get(key)).doubleValue());
  }

  private Map<String, Object> json(String... line) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(line));
    words.add("--json");
    RunningCommand command = command(words.toArray(String[]::new));
    assertEquals(0, command.exitCode(), command::toString);
    return command.document();
  }

  private RunningCommand command(String... line) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(line));
    words.add("--registry=" + rig.registry());
    words.add(Rig.PATIENT);
    return rig.start(words.toArray(String[]::new));
  }

  private static HttpResponse<String> get(RunningCommand node, String path) throws Exception {
    URI uri = URI.create("http://" + node.ready().values().get("metrics") + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
