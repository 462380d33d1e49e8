package berkeley.launcher.process;

import berkeley.api.NodeState;
import berkeley.api.RegistryAddress;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Outcome;
import berkeley.harness.status.ClusterStatus;
import berkeley.harness.status.StatusClient;
import berkeley.transport.registry.ClusterAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts real processes for a test, or for all tests of a class if it is {@link #shared}; reads
 * their status, and ends them all.
 */
final class Rig implements AfterEachCallback, AfterAllCallback {

  static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  static final Path SCRIPT = HOME.resolve("berkeley");

  /** For commands that ask nodes once: only one that hangs is given up, none that is slow. */
  static final String PATIENT = "--timeout=30s";

  private static final Duration SURVEY_LIMIT = Duration.ofSeconds(2);

  private final List<RunningCommand> started = new ArrayList<>();
  private final boolean isShared;
  private RegistryAddress registry;

  /** Creates one for each test. */
  Rig() {
    this(false);
  }

  private Rig(boolean isShared) {
    this.isShared = isShared;
  }

  /** Creates one for a static field: its processes go on from test to test. */
  static Rig shared() {
    return new Rig(true);
  }

  /** Starts a command through the script. */
  RunningCommand start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(SCRIPT.toString());
    line.addAll(Arrays.asList(arguments));
    return start(new ProcessBuilder(line));
  }

  /** Starts a Java command, with the Java that runs this test. */
  RunningCommand start(ProcessBuilder builder) throws IOException {
    builder.environment().put("BERKELEY_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    RunningCommand command = RunningCommand.start(builder);
    started.add(command);
    return command;
  }

  /** Starts a registry on any free port; the other processes are given its address. */
  RunningCommand startRegistry() throws IOException {
    return startRegistry(0);
  }

  /** Starts a registry on a port. */
  RunningCommand startRegistry(int port) throws IOException {
    RunningCommand command = start("registry", "--port", Integer.toString(port));
    registry = new RegistryAddress("127.0.0.1", command.ready().port());
    return command;
  }

  /** Returns the address of the registry. */
  RegistryAddress registry() {
    return registry;
  }

  /** Returns a port that is free now, for commands that need a fixed one. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Uses a registry that was started otherwise. */
  void useRegistry(int port) {
    registry = new RegistryAddress("127.0.0.1", port);
  }

  RunningCommand startSlave(String id, String... more) throws IOException {
    return startNode("slave", id, more);
  }

  /** Starts a master with frequent rounds, which prints them. */
  RunningCommand startMaster(String... more) throws IOException {
    List<String> options = new ArrayList<>(List.of("--period=500ms", "--deadline=300ms", "--json"));
    options.addAll(Arrays.asList(more));
    return startNode("master", "master", options.toArray(String[]::new));
  }

  /** Starts a node by the given command. */
  RunningCommand startNode(String command, String id, String... more) throws IOException {
    List<String> line =
        new ArrayList<>(List.of(command, "--id=" + id, "--registry=" + registry.toString()));
    line.addAll(Arrays.asList(more));
    return start(line.toArray(String[]::new));
  }

  /** Returns the status of the nodes in the registry. */
  ClusterStatus survey() throws InterruptedException {
    return new StatusClient(ClusterAddress.at(List.of(registry)), SURVEY_LIMIT).survey();
  }

  /** Returns the ids of the nodes that answer. */
  Set<String> ids() throws InterruptedException {
    return survey().nodes().stream().map(NodeStatus::id).collect(Collectors.toSet());
  }

  /** Returns whether so many nodes answer, are synchronised and have at most this true spread. */
  boolean isTogether(int nodes, Duration spread) throws InterruptedException {
    List<NodeStatus> all = survey().nodes();
    return all.size() == nodes
        && all.stream().allMatch(node -> node.state() == NodeState.SYNCHRONISED)
        && spread(all).compareTo(spread) <= 0;
  }

  /** Returns the true spread, from the nodes' times and the ticks that they share. */
  static Duration spread(List<NodeStatus> nodes) {
    var offsets =
        nodes.stream()
            .mapToLong(node -> node.reading().timeNanos() - node.reading().ticksNanos())
            .summaryStatistics();
    return Duration.ofNanos(offsets.getMax() - offsets.getMin());
  }

  /** Returns each member's outcome in a master's newest round. */
  static Map<String, Outcome> newestOutcomes(RunningCommand master) {
    List<Map<String, Object>> rounds = master.rounds();
    return rounds.isEmpty() ? Map.of() : outcomes(rounds.get(rounds.size() - 1));
  }

  static Map<String, Outcome> outcomes(Map<String, Object> round) {
    return ((List<?>) round.get("members"))
        .stream()
            .map(member -> (Map<?, ?>) member)
            .collect(
                Collectors.toMap(
                    member -> (String) member.get("id"),
                    member -> Outcome.valueOf((String) member.get("outcome"))));
  }

  static ConditionFactory within(Duration limit) {
    return Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(100));
  }

  static ConditionFactory soon() {
    return within(Duration.ofSeconds(30));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!isShared) {
      started.forEach(RunningCommand::end);
    }
    if (context.getExecutionException().isPresent()) {
      started.forEach(command -> System.err.println(command.lastWords()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    started.forEach(RunningCommand::end);
  }
}
