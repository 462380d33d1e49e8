package berkeley.zookeeper;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes and an ensemble of three of ZooKeeper's own servers, all in this process. */
@Tag("full")
@Timeout(240)
class EnsembleTest {

  private static final int TICK_MILLIS = 500;

  private final List<TestMember> members = new ArrayList<>();
  private final List<InstanceSpec> specs = new ArrayList<>();
  private TestingCluster ensemble;

  @BeforeEach
  void threeServersAndTwoNodes() throws Exception {
    for (int id = 1; id <= 3; id++) {
      specs.add(
          new InstanceSpec(
              Files.createTempDirectory("zookeeper").toFile(),
              -1,
              -1,
              -1,
              true,
              id,
              TICK_MILLIS,
              -1));
    }
    ensemble = new TestingCluster(specs.toArray(InstanceSpec[]::new));
    ensemble.start();
    ZooKeeperSettings settings =
        ZooKeeperSettings.parse(ensemble.getConnectString())
            .withSessionTimeout(Duration.ofSeconds(3));
    for (String id : List.of("a", "b")) {
      members.add(new TestMember(id, settings));
    }
  }

  @AfterEach
  void end() throws Exception {
    members.forEach(TestMember::close);
    ensemble.close();
  }

  @Test
  void oneServerMayBeLostAndAMajorityMayNot() throws Exception {
    TestMember master = awaitMasterAbove(0);
    long before = master.node().status().term();

    InstanceSpec asked = ensemble.findConnectionInstance(master.connection());
    assertTrue(ensemble.killServer(asked));
    long next = awaitMasterAbove(before).node().status().term();

    InstanceSpec other = specs.stream().filter(s -> !s.equals(asked)).findFirst().orElseThrow();
    assertTrue(ensemble.killServer(other));
    await().atMost(TestServer.LONG).until(() -> members.stream().noneMatch(TestMember::leads));

    assertTrue(ensemble.restartServer(other));
    awaitMasterAbove(next);
  }

  private TestMember awaitMasterAbove(long term) {
    return await()
        .atMost(TestServer.LONG)
        .until(
            () ->
                members.stream()
                    .filter(TestMember::leads)
                    .filter(master -> isAgreedOn(master, term))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private boolean isAgreedOn(TestMember master, long above) {
    long term = master.node().status().term();
    return term > above && members.stream().allMatch(member -> member.isSynchronisedIn(term));
  }
}
