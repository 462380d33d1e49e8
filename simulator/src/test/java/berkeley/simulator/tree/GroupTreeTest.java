package berkeley.simulator.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.simulator.measure.ViolationCounts;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.text.Units;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupTreeTest {

  private static final long SEED = 101;

  private static Scenario fleet(String duration) {
    return Scenarios.builtIn("fleet").withDuration(Units.duration(duration));
  }

  @Test
  void everyLeafOfThreeLevelsIsWithinItsBoundOfTheTop() {
    GroupTree.Result result = GroupTree.run(new TreeSettings(fleet("1h"), 50, 3), SEED);

    assertEquals(ViolationCounts.NONE, result.violations(), result.toString());
    assertEquals(List.of(4L, 16L, 50L), result.levels().stream().map(LevelResult::nodes).toList());
    for (LevelResult level : result.levels()) {
      assertEquals(0, level.unsynchronised(), level.toString());
      assertTrue(level.rmsNanos() < 30_000, level.toString());
      assertTrue(level.spreadMaxNanos() <= level.spreadBoundNanos(), level.toString());
      assertTrue(level.exchangesPerNode() < 500, level.toString());
    }
    assertTrue(
        result.levels().get(0).boundMeanNanos() < result.levels().get(2).boundMeanNanos(),
        "each level adds to the bound");
  }

  @Test
  void theSameSeedIsTheSameTreeAndAnotherIsNot() {
    TreeSettings settings = new TreeSettings(fleet("10m"), 27, 3);
    GroupTree.Result once = GroupTree.run(settings, SEED);

    assertEquals(once.document(), GroupTree.run(settings, SEED).document());
    assertNotEquals(once.document(), GroupTree.run(settings, SEED + 1).document());
  }

  @Test
  void aMasterThatIsToldTheSameAgainShowsTheSameTimeAgain() {
    Properties properties = new Properties();
    properties.setProperty("duration", "10m");
    properties.setProperty("loss", "0.1");
    Scenario lossy = Scenarios.of("lossy", properties);
    GroupTree.Result result = GroupTree.run(new TreeSettings(lossy, 9, 2), SEED);

    assertEquals(ViolationCounts.NONE, result.violations(), result.toString());
  }

  @Test
  void allLeavesAreSharedOutAmongTheGroups() {
    TreeSettings settings = new TreeSettings(fleet("1h"), 1_003, 3);
    int groups = settings.branching() * settings.branching();
    int all =
        IntStream.range(0, groups).map(i -> settings.membersOf(new GroupPosition(3, i))).sum();

    assertEquals(11, settings.branching());
    assertEquals(1_003, all);
  }

  @Test
  void saysWhatIsWrongWithASize() {
    Scenario world = fleet("1h");
    assertTrue(refusal(world, 7, 3).startsWith("nodes: found 7"));
    assertTrue(refusal(world, 100, 6).startsWith("levels: found 6"));
    assertTrue(refusal(world, 2_000, 1).contains("give more levels"));
  }

  private static String refusal(Scenario world, int nodes, int levels) {
    return assertThrows(
            IllegalArgumentException.class, () -> new TreeSettings(world, nodes, levels))
        .getMessage();
  }
}
