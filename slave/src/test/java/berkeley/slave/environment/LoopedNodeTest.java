package berkeley.slave.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import berkeley.api.NodeState;
import berkeley.api.environment.EventLoop;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.PushedReading;
import berkeley.api.wire.Reading;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.TimeOrder;
import berkeley.master.TimeOrderHandler;
import berkeley.node.NodeService;
import berkeley.node.driver.HandDrivenLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoopedNodeTest {

  private static final long MINUTE_MILLIS = 60_000;
  private static final PushedReading PUSHED = new PushedReading("s", 3, 4, 5, true);
  private static final Adjustment ADJUSTMENT = new Adjustment(1, 2, 3, 4, 5);

  private final NodeService node = mock(NodeService.class);
  private final Prompt prompt = new Prompt();
  private final HandDrivenLoop busy = new HandDrivenLoop(0);
  private final LoopedNode looped = new LoopedNode(node, prompt);

  /** A loop that has nothing else to do. */
  private static final class Prompt implements EventLoop {
    private int events;

    @Override
    public void execute(Runnable event) {
      events++;
      event.run();
    }

    @Override
    public Timer at(long ticks, Runnable event) {
      throw new UnsupportedOperationException("not in these tests");
    }
  }

  @Test
  void theTimeDoesNotEnterTheLoop() {
    when(node.nodeTime()).thenReturn(7L);

    assertEquals(7, new LoopedNode(node, busy).nodeTime());
    assertEquals(0, busy.pending());
  }

  @Test
  void everythingElseIsAskedOnTheLoop() {
    NodeStatus status =
        new NodeStatus(
            "a",
            1,
            1,
            Role.SLAVE,
            NodeState.SYNCHRONISED,
            0,
            "",
            new Reading(0, 0),
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            "test");
    List<RoundReport> rounds = List.of(new RoundReport(1, 2, "a", 0, 0, 0, List.of()));
    TimeOrderHandler orders = mock(TimeOrderHandler.class);
    TimeOrder order = new TimeOrder(TimeOrder.Phase.ANNOUNCED, 2, 5, 5, 200, "");
    when(node.status()).thenReturn(status);
    when(node.rounds(1, 2)).thenReturn(rounds);
    when(node.push(PUSHED)).thenReturn(ADJUSTMENT);
    when(node.orders()).thenReturn(orders);
    when(orders.setTime(5)).thenReturn(order);
    when(orders.timeOrder()).thenReturn(order);

    assertSame(status, looped.status());
    assertSame(rounds, looped.rounds(1, 2));
    assertSame(ADJUSTMENT, looped.push(PUSHED));
    assertSame(order, looped.orders().setTime(5));
    assertSame(order, looped.orders().timeOrder());
    looped.adjust(ADJUSTMENT);
    verify(node).adjust(ADJUSTMENT);
    assertEquals(6, prompt.events);
  }

  @Test
  void whatTheNodeThrowsReachesTheCaller() {
    StaleTermException stale = new StaleTermException(1, 2, "m");
    doThrow(stale).when(node).adjust(ADJUSTMENT);
    assertSame(stale, assertThrows(StaleTermException.class, () -> looped.adjust(ADJUSTMENT)));

    IllegalStateException noMaster = new IllegalStateException("a does not lead");
    when(node.orders()).thenThrow(noMaster);
    TimeOrderHandler orders = looped.orders();
    assertSame(noMaster, assertThrows(IllegalStateException.class, orders::timeOrder));

    AssertionError error = new AssertionError();
    when(node.status()).thenThrow(error);
    assertSame(error, assertThrows(AssertionError.class, looped::status));
  }

  @Test
  void aCheckedExceptionIsWrapped() {
    IOException cause = new IOException("no");
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                LoopedNode.on(
                    prompt,
                    () -> {
                      throw cause;
                    }));

    assertSame(cause, thrown.getCause());
  }

  @Test
  void onABusyLoopItIsNotDoneAndNeverWillBe() {
    LoopedNode waiting = new LoopedNode(node, busy);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> waiting.adjust(ADJUSTMENT));
    assertEquals("the node is busy or closed: not done", thrown.getMessage());

    assertEquals(1, busy.pending());
    busy.settle();
    verify(node, never()).adjust(any());
    busy.close();
  }

  /** A loop that has begun its event when it is handed in, and takes its time over it. */
  private static final class Slow implements EventLoop, AutoCloseable {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Thread thread = new Thread();

    @Override
    public void execute(Runnable event) {
      thread = new Thread(event, "slow-loop");
      thread.start();
      await(begun);
    }

    @Override
    public Timer at(long ticks, Runnable event) {
      throw new UnsupportedOperationException("not in these tests");
    }

    /** Is what the event does. */
    private int work() {
      begun.countDown();
      await(mayEnd);
      return 7;
    }

    @Override
    public void close() {
      mayEnd.countDown();
      join(thread);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Timeout(60)
  void anEventThatHasBegunWhenItsTurnHadToComeIsWaitedFor() {
    try (Slow slow = new Slow()) {
      Thread caller = Thread.currentThread();
      Thread ending =
          new Thread(
              () -> {
                await(slow.begun);
                while (caller.getState() != Thread.State.TIMED_WAITING) {
                  Thread.onSpinWait();
                }
                slow.mayEnd.countDown();
              });
      ending.start();

      assertEquals(7, LoopedNode.on(slow, slow::work, 0, MINUTE_MILLIS));
      join(ending);
    }
  }

  @Test
  void anEventThatHasBegunAndDoesNotEndIsNotSaidToBeUndone() {
    try (Slow slow = new Slow()) {
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> LoopedNode.on(slow, slow::work, 0, 0));

      assertEquals(
          "the node takes too long: begun, and perhaps still to be done", thrown.getMessage());
    }
  }

  @Test
  void whoIsInterruptedAfterItsEventHasBegunIsNotToldThatItIsUndone() {
    try (Slow slow = new Slow()) {
      Thread caller = Thread.currentThread();
      Callable<Integer> question =
          () -> {
            slow.begun.countDown();
            while (caller.getState() != Thread.State.TIMED_WAITING) {
              Thread.onSpinWait();
            }
            caller.interrupt();
            return slow.work();
          };
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () -> LoopedNode.on(slow, question, MINUTE_MILLIS, MINUTE_MILLIS));

      assertTrue(Thread.interrupted());
      assertEquals("interrupted while the node was at it: perhaps done", thrown.getMessage());
    }
  }

  @Test
  void whoIsInterruptedWhileItWaitsStaysSoAndItIsNotDone() {
    LoopedNode waiting = new LoopedNode(node, busy);
    Thread.currentThread().interrupt();
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> waiting.adjust(ADJUSTMENT));

    assertTrue(Thread.interrupted());
    assertEquals("interrupted while waiting for the node: not done", thrown.getMessage());
    busy.settle();
    verify(node, never()).adjust(any());
    busy.close();
  }
}
