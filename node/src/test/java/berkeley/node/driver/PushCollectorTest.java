package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.wire.Adjustment;
import berkeley.master.TimeOrderExecution;
import berkeley.master.UpstreamState;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Master "m" of term 3, which shows its host's ticks, keeps what it hears for five seconds. */
class PushCollectorTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final OwnClock clock = new OwnClock(environment);
  private final TimeOrderExecution order = new TimeOrderExecution(3);
  private final PushCollector pushes = new PushCollector("m", 3, clock, 5 * SECOND, order);

  private Adjustment push(String id, long aheadNanos) {
    return pushes.push(id, environment.ticks() + aheadNanos, false);
  }

  @Test
  void eachIsToldHowFarItIsFromTheAverageInWhichTheMasterCountsToo() {
    Adjustment first = push("a", 2 * MILLI);
    assertEquals(-MILLI, first.deltaNanos());
    assertEquals(MILLI, first.errorBoundNanos());
    assertEquals(environment.ticks() + 2 * MILLI, first.readingNanos());

    assertEquals(-2 * MILLI, push("b", 4 * MILLI).deltaNanos());
    assertEquals(Set.of("a", "b"), pushes.senders());
  }

  @Test
  void correctionsAndRoundsAreNumberedInOneSequence() {
    assertEquals(1, pushes.nextRound());
    assertEquals(2, push("a", 0).round());
    assertEquals(3, pushes.nextRound());
  }

  @Test
  void whoIsSilentForTooLongIsNoSenderAnyMore() {
    push("a", 0);
    environment.pass(5 * SECOND);
    assertEquals(Set.of("a"), pushes.senders());
    environment.pass(1);
    assertEquals(Set.of(), pushes.senders());
  }

  @Test
  void belowAParentEachIsToldHowFarItIsFromTheMaster() {
    clock.follow(new UpstreamState(true, false, 1, 0, 7 * MILLI));
    Adjustment told = push("a", 2 * MILLI);

    assertEquals(-2 * MILLI, told.deltaNanos());
    assertEquals(7 * MILLI, told.errorBoundNanos());
    assertEquals(1, told.clusterSlewPpm(), "that the time at the top is another clock's");
    assertEquals(0, pushes.push("new", environment.ticks(), true).clusterSlewPpm());
    clock.follow(new UpstreamState(true, false, 2, 30, 7 * MILLI));
    assertEquals(30, push("a", 0).clusterSlewPpm());
  }

  @Test
  void anOrderThatIsUnderWayIsToldToWhoSendsItsTime() {
    order.accept(MILLI);

    assertEquals(TimeOrderExecution.RATE_PPM, push("a", 0).clusterSlewPpm());
  }
}
