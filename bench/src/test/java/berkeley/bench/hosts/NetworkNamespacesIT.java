package berkeley.bench.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.bench.process.DurationSeries;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.process.ChildProcess;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clusters of real processes under TLS on several hosts, which are network namespaces: skipped
 * where none can be made. Nothing here depends on how fast it goes; figures are printed. Needs the
 * launcher's jar.
 */
final class NetworkNamespacesIT {

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final int HOSTS = 3;
  private static final int PORT = 1099;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final double INTERPOLATION_NANOS = 100_000;

  @TempDir private Path folder;

  @RegisterExtension
  final AfterEachCallback explanation =
      context -> {
        if (context.getExecutionException().isPresent()) {
          showLogs();
        }
      };

  @Test
  @Tag("full")
  @Timeout(300)
  void aHostWhoseCableIsPulledHoldsOverTheOthersGoOnAndAllComeTogetherAgain() throws Exception {
    HostLayout layout = new HostLayout(HOSTS, 2, PORT, false, 0);
    try (NetworkNamespaces net = open(NetworkNamespaces.Family.IPV4);
        HostCluster cluster = HostCluster.start(HOME, folder, net, layout)) {
      CableTrial trial = new CableTrial(cluster, net);
      CableTrial.Result pulled = trial.pull(trial.leadingHost(), Duration.ofSeconds(4));

      assertTrue(pulled.ledHere(), "the master was cut off");
      for (String id : layout.all()) {
        assertTrue(cluster.samples().isMonotonic(id), id + " went back");
      }
      System.out.println("NamespacesIT: the master's cable: " + pulled);
    }
  }

  @Test
  @Timeout(300)
  void oneNameStandsForAllHostsAndAWayThatIsSlowInOneDirectionMisleadsNobodyElse()
      throws Exception {
    try (NetworkNamespaces net = open(NetworkNamespaces.Family.IPV6)) {
      ChildProcess proxy =
          ChildProcess.start(
              "slow proxy", net.command(HOSTS, slowProxy(net.address(HOSTS), "5ms")));
      try {
        HostLayout layout = new HostLayout(HOSTS, 1, proxy.awaitReady(LIMIT).port(), true, HOSTS);
        try (HostCluster cluster = HostCluster.start(HOME, folder, net, layout)) {
          String master = NetworkNamespaces.name(new CableTrial(cluster, net).leadingHost()) + "a";
          long from = HostTicks.now();
          TimeUnit.SECONDS.sleep(3);
          for (String id : layout.all()) {
            assertContained(cluster.samples(), id, master, from);
          }
          DurationSeries spread =
              cluster.samples().spreads(layout.butOn(HOSTS), from, HostTicks.now());
          System.out.printf("NamespacesIT: spread of the others %.1f us%n", spread.medianMicros());
        }
      } finally {
        ChildProcess.endAll(List.of(proxy));
      }
    }
  }

  /** As far from the master as it says, at most. */
  private static void assertContained(StatusSamples samples, String id, String master, long from)
      throws InterruptedException {
    StatusSample seen =
        samples.latest(id, from).orElseThrow(() -> new AssertionError(id + " is silent"));
    OptionalDouble offset = OptionalDouble.empty();
    while (offset.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(20); // until the master has been seen again
      offset = samples.offset(seen, master);
    }
    assertEquals(NodeState.SYNCHRONISED, seen.state(), id);
    System.out.printf(
        "NamespacesIT: %s is %.1f us ahead of %s and reports %.1f us%n",
        id, offset.getAsDouble() / 1e3, master, seen.bound() / 1e3);
    assertTrue(
        Math.abs(offset.getAsDouble()) <= seen.bound() + INTERPOLATION_NANOS,
        () -> id + " is farther from the master than it says");
  }

  private static List<String> slowProxy(String address, String delay) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        SlowProxy.class.getName(),
        address,
        "127.0.0.1",
        delay);
  }

  private static NetworkNamespaces open(NetworkNamespaces.Family family) throws Exception {
    try {
      return NetworkNamespaces.open(HOSTS, family);
    } catch (CommandFailure e) {
      System.err.println("NamespacesIT is SKIPPED: " + e.getMessage());
      return Assumptions.abort("skipped: " + e.getMessage());
    }
  }

  /** What the nodes said. */
  private void showLogs() throws IOException {
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(folder, "*.log")) {
      for (Path log : logs) {
        Files.readAllLines(log)
            .forEach(line -> System.err.println(log.getFileName() + ": " + line));
      }
    }
  }
}
