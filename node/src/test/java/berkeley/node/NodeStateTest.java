package berkeley.node;

import static berkeley.api.NodeState.HOLDOVER;
import static berkeley.api.NodeState.NEWCOMER;
import static berkeley.api.NodeState.SUSPENDED;
import static berkeley.api.NodeState.SYNCHRONISED;
import static berkeley.node.HandDrivenNode.HOLDOVER_AFTER;
import static berkeley.node.HandDrivenNode.KNEE;
import static berkeley.node.HandDrivenNode.MS;
import static berkeley.node.HandDrivenNode.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.ClockListener;
import berkeley.api.NodeState;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timelines: something happens, so much time passes, the state is this. */
class NodeStateTest {

  private final HandDrivenNode node = new HandDrivenNode();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    node.close();
  }

  private void assertState(NodeState expected) {
    assertEquals(expected, node.clock.state());
    assertEquals(expected, node.core.status().state());
  }

  @Test
  void silenceMakesAHoldoverAndACorrectionEndsIt() {
    node.pass(3_600 * SECOND);
    assertState(NEWCOMER);

    node.correct(0);
    assertState(SYNCHRONISED);
    node.pass(HOLDOVER_AFTER - KNEE);
    assertState(SYNCHRONISED);
    node.pass(1);
    assertState(HOLDOVER);
    node.pass(3_600 * SECOND);
    assertState(HOLDOVER);

    node.correct(0);
    assertState(SYNCHRONISED);
  }

  @Test
  void aSlowMasterIsGivenThreeOfItsOwnPeriods() {
    node.correct(0);
    for (int i = 0; i < 3; i++) {
      node.pass(10 * SECOND - MS);
      node.correct(0);
    }

    node.pass(30 * SECOND - KNEE);
    assertState(SYNCHRONISED);
    node.pass(1);
    assertState(HOLDOVER);
  }

  @Test
  void oneLongSilenceDoesNotDelayHoldoverForLong() {
    node.correct(0);
    node.pass(SECOND);
    node.correct(0);
    node.pass(3_600 * SECOND);
    node.correct(0);

    node.pass(8 * SECOND);
    assertState(HOLDOVER);
  }

  @Test
  void aSleepIsShownUntilTheNextCorrectionHoweverLongThatTakes() {
    node.correct(0);
    node.clock.slept(0);
    node.pass(MS);
    assertState(SUSPENDED);
    node.pass(3_600 * SECOND);
    assertState(SUSPENDED);

    node.correct(0);
    assertState(SYNCHRONISED);
  }

  @Test
  void aNewcomerThatSleptIsANewcomer() {
    node.clock.slept(0);
    assertState(NEWCOMER);

    node.correct(0);
    assertState(SYNCHRONISED);
  }

  @Test
  void afterASleepTheClockJumpsForwardButNeverBack() {
    node.correct(0);
    node.clock.slept(60 * SECOND);
    node.pass(MS);
    long before = node.clock.nanos();
    node.correct(60 * SECOND);
    node.pass(MS);
    assertEquals(before + 60 * SECOND + 2 * MS, node.clock.nanos());

    node.clock.slept(60 * SECOND);
    node.pass(MS);
    before = node.clock.nanos();
    node.correct(-MS, 2 * MS);
    node.pass(SECOND);
    assertTrue(node.clock.nanos() > before, "slewed, not stepped");
  }

  @Test
  void listenersAreToldOfEveryChangeInOrderOnAThreadThatSteersNothing() throws Exception {
    var threads = new LinkedBlockingQueue<Thread>();
    node.clock.addListener(
        (before, after) -> {
          told.add(before + " -> " + after);
          threads.add(Thread.currentThread());
        });

    node.correct(0);
    node.pass(HOLDOVER_AFTER - KNEE + 1);
    node.correct(0);
    node.pass(1);
    node.clock.slept(0);
    node.pass(MS);
    node.correct(0);

    for (String expected :
        List.of(
            "NEWCOMER -> SYNCHRONISED",
            "SYNCHRONISED -> HOLDOVER",
            "HOLDOVER -> SYNCHRONISED",
            "SYNCHRONISED -> SUSPENDED",
            "SUSPENDED -> SYNCHRONISED")) {
      assertEquals(expected, told.poll(30, TimeUnit.SECONDS));
      assertNotEquals(Thread.currentThread(), threads.take());
    }
    assertEquals(List.of(), List.copyOf(told));
  }

  @Test
  void aListenerThatThrowsOrNeverReturnsHarmsNeitherTheClockNorAnEarlierListener()
      throws Exception {
    var stuck = new CountDownLatch(1);
    node.clock.addListener(
        (before, after) -> {
          throw new IllegalStateException("a faulty listener");
        });
    node.clock.addListener((before, after) -> told.add("told " + after));
    node.clock.addListener(
        (before, after) -> {
          try {
            stuck.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try {
      node.correct(0);
      assertEquals("told SYNCHRONISED", told.poll(30, TimeUnit.SECONDS));

      node.pass(HOLDOVER_AFTER - KNEE + 1);
      assertState(HOLDOVER);
      node.correct(0);
      assertState(SYNCHRONISED);
    } finally {
      stuck.countDown();
    }
  }

  @Test
  void aListenerThatWasRemovedIsNoLongerCalled() throws Exception {
    var last = new CountDownLatch(1);
    ClockListener removed = (before, after) -> told.add("told");
    node.clock.addListener(removed);
    node.clock.removeListener(removed);
    node.clock.removeListener(removed);
    node.clock.addListener((before, after) -> last.countDown());

    node.correct(0);

    assertTrue(last.await(30, TimeUnit.SECONDS));
    assertEquals(List.of(), List.copyOf(told));
  }
}
