package berkeley.node.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.node.election.ElectionSettings;
import berkeley.node.election.RulesUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whole elections, word for word. The expected texts lie beside the test's class in {@code
 * src/test/resources}; with {@code -Delection.transcripts=write} they are written again, to be
 * reviewed as a difference.
 */
class TranscriptTest {

  private static final Path RESOURCES = Path.of("src/test/resources/berkeley/node/driver");

  private final List<String> lines = new ArrayList<>();
  private final SimulatedCluster cluster =
      new SimulatedCluster(
          ElectionSettings.forPeriod(Duration.ofSeconds(1)),
          RulesUnderTest.UNBROKEN,
          4,
          new ElectionInvariants(true),
          lines::add);

  @Test
  void threeNodesElectTheirFirstMaster() throws IOException {
    start("a", "b", "c");
    compare("first-election");
  }

  @Test
  void aMasterThatFallsSilentIsReplacedAndComesBackAsFollower() throws IOException {
    String master = settled("a", "b", "c");
    cluster.kill(master);
    run(4);
    cluster.start(master);
    run(4);
    compare("master-falls-silent");
  }

  @Test
  void aMasterThatWasStoppedStepsDownBeforeItDoesAnythingElse() throws IOException {
    String master = settled("a", "b", "c");
    cluster.stop(master);
    run(4);
    cluster.resume(master);
    run(2);
    compare("stopped-and-resumed");
  }

  @Test
  void theSideWithoutMajorityHoldsOverAndFollowsAfterTheSplit() throws IOException {
    String master = settled("a", "b", "c", "d", "e");
    String other = master.equals("a") ? "b" : "a";
    Set<String> rest =
        cluster.nodes.keySet().stream()
            .filter(name -> !name.equals(master) && !name.equals(other))
            .collect(Collectors.toSet());
    cluster.split(Set.of(master, other), rest);
    run(5);
    cluster.heal();
    run(3);
    compare("split-two-three");
  }

  @Test
  void aMasterThatIsAskedToGoFallsSilentAndLetsTheOthersTryFirst() throws IOException {
    String master = settled("a", "b", "c");
    cluster.stepDown(master);
    run(6);
    compare("asked-to-go");
  }

  @Test
  void repeatedAndLateMessagesChangeNothing() throws IOException {
    cluster.network.repetition = 1;
    cluster.network.mostDelayNanos = Duration.ofMillis(300).toNanos();
    start("a", "b", "c");
    compare("repeated-and-late");
  }

  @Test
  void aSilentMemberIsTakenOffTheListAndReturns() throws IOException {
    String master = settled("a", "b", "c", "d");
    String other = master.equals("d") ? "c" : "d";
    cluster.kill(other);
    run(12);
    cluster.start(other);
    run(4);
    compare("member-dies-and-returns");
  }

  private void start(String... names) {
    List.of(names).forEach(cluster::start);
    run(5);
  }

  /** Runs a cluster until it has a master, with an empty transcript; returns the master's name. */
  private String settled(String... names) {
    start(names);
    lines.clear();
    return cluster.leaders().get(0);
  }

  private void run(int seconds) {
    cluster.runFor(Duration.ofSeconds(seconds));
  }

  private void compare(String name) throws IOException {
    String actual = String.join("\n", lines) + "\n";
    if (System.getProperty("election.transcripts", "").equals("write")) {
      Files.createDirectories(RESOURCES);
      Files.writeString(RESOURCES.resolve(name + ".txt"), actual);
    }
    try (InputStream expected = TranscriptTest.class.getResourceAsStream(name + ".txt")) {
      assertEquals(
          expected == null ? "" : new String(expected.readAllBytes(), StandardCharsets.UTF_8),
          actual);
    }
  }
}
