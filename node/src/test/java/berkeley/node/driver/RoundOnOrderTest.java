package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.RoundReport;
import berkeley.master.Electorate;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.TimeOrderExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A round at once, by order, of a master with a round each minute. */
class RoundOnOrderTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final List<RoundReport> rounds = new ArrayList<>();
  private final MastershipDriver driver = driver();

  @AfterEach
  void end() {
    environment.close();
  }

  private MastershipDriver driver() {
    MasterSettings settings =
        MasterSettings.builder().period(Duration.ofMinutes(1)).quickStart(false).build();
    environment.members().list(new TestPeer("a").foreign());
    return new MastershipDriver(
        new MastershipContext(
            "m",
            1,
            3,
            environment,
            new OwnClock(environment),
            settings,
            Round.of(settings, "m"),
            new TimeOrderExecution(3, SECOND),
            () -> true,
            () -> Electorate.EVERYONE),
        rounds::add,
        ending -> {});
  }

  @Test
  void itIsLedAtOnceAndTheNextOneAPeriodLater() {
    driver.start(Map.of());
    environment.pass(10 * SECOND);
    assertEquals(1, rounds.size());

    driver.roundNow();
    environment.pass(100 * MILLI);
    assertEquals(2, rounds.size());
    environment.pass(59 * SECOND);
    assertEquals(2, rounds.size());
    environment.pass(SECOND);
    assertEquals(3, rounds.size());
  }

  @Test
  void duringARoundItIsTheNext() {
    driver.start(Map.of());
    driver.roundNow();
    driver.roundNow();
    environment.pass(SECOND);

    assertEquals(2, rounds.size());
  }

  @Test
  void afterTheEndItDoesNothing() {
    driver.start(Map.of());
    environment.pass(SECOND);
    driver.close();
    driver.roundNow();
    environment.pass(SECOND);

    assertEquals(1, rounds.size());
    assertEquals(0, environment.pending());
  }
}
