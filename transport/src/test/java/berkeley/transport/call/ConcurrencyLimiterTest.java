package berkeley.transport.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.call.ConcurrencyLimiter.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Times in nanoseconds; a near call takes at most 10, and there is time until 1,000,000. */
class ConcurrencyLimiterTest {

  private static final Bounds BOUNDS = new Bounds(3, 8, 10);
  private static final long DEADLINE = 1_000_000;

  private static ConcurrencyLimiter<Integer> limited(int calls) {
    return limited(calls, DEADLINE);
  }

  private static ConcurrencyLimiter<Integer> limited(int calls, long deadline) {
    return new ConcurrencyLimiter<>(
        IntStream.range(0, calls).boxed().toList(), BOUNDS, 0, deadline);
  }

  @Test
  void fewBeginAndEachGoesOnWithTheNextInOrder() {
    ConcurrencyLimiter<Integer> limiter = limited(5);

    assertEquals(3, limiter.workersToStart(0));
    assertEquals(Optional.of(0), limiter.next("a", 0));
    assertEquals(Optional.of(1), limiter.next("b", 0));
    assertEquals(Optional.of(2), limiter.next("c", 0));
    assertEquals(Optional.of(3), limiter.next("b", 5));
    assertTrue(limiter.hasWaiting());
    assertEquals(Optional.of(4), limiter.next("a", 5));
    assertEquals(Optional.empty(), limiter.next("c", 5));
    assertEquals(0, limiter.workersToStart(100), "nobody waits any more, however slow the others");
  }

  @Test
  void aFewMembersAreAskedOneByOneAndManyByAsManyAsTheProcessorsTake() {
    assertEquals(1, Bounds.of(4, 9).few());
    assertEquals(1, Bounds.of(32, 9).few());
    int ofMany = Bounds.of(33, 9).few();
    assertTrue(ofMany > 1 && ofMany <= Bounds.MOST, "%d at once".formatted(ofMany));
  }

  @Test
  void oneMoreComesForEachThatIsSlow() {
    ConcurrencyLimiter<Integer> limiter = limited(100);
    assertEquals(3, limiter.workersToStart(0));
    limiter.next("a", 0);
    limiter.next("b", 0);
    limiter.next("c", 4);

    assertEquals(0, limiter.workersToStart(10), "as long as a near one may take");
    assertEquals(2, limiter.workersToStart(11));
    limiter.next("d", 11);
    limiter.next("e", 11);
    assertEquals(1, limiter.workersToStart(20), "c has become slow too");
  }

  @Test
  void neverMoreThanTheMostHoweverManyNeverAnswer() {
    ConcurrencyLimiter<Integer> limiter = limited(100);
    int workers = 0;
    for (int now = 0; now < 1000; now += 20) {
      for (int more = limiter.workersToStart(now); more > 0; more--) {
        workers++;
        limiter.next("worker " + workers, now);
      }
    }

    assertEquals(BOUNDS.most(), workers);
  }

  @Test
  void whoCameForASlowOneLeavesWhenItHasEnded() {
    ConcurrencyLimiter<Integer> limiter = limited(100);
    limiter.workersToStart(0);
    for (String worker : List.of("a", "b", "c")) {
      limiter.next(worker, 0);
    }
    assertEquals(3, limiter.workersToStart(11));
    for (String worker : List.of("d", "e", "f")) {
      limiter.next(worker, 11);
    }
    for (String worker : List.of("a", "b", "c")) {
      assertTrue(limiter.next(worker, 12).isPresent());
    }
    assertEquals(0, limiter.workersToStart(13), "none is slow any more");

    List<String> stayed = new ArrayList<>();
    for (String worker : List.of("a", "b", "c", "d", "e", "f")) {
      limiter.next(worker, 14).ifPresent(call -> stayed.add(worker));
    }
    assertEquals(List.of("d", "e", "f"), stayed);
  }

  @Test
  void moreComeByAndByWhereABatchFallsBehindItsDeadline() {
    // Three calls in 9 ns, none of them slow: a hundred would take 300 ns.
    ConcurrencyLimiter<Integer> late = limited(100, 160);
    ConcurrencyLimiter<Integer> inTime = limited(100, 600);
    List<Integer> started = new ArrayList<>();
    for (ConcurrencyLimiter<Integer> limiter : List.of(late, inTime)) {
      int workers = 0;
      for (int now = 0; now <= 90; now += 9) {
        workers += limiter.workersToStart(now);
        for (int worker = 0; worker < workers; worker++) {
          limiter.next(worker, now);
        }
      }
      started.add(workers);
    }

    assertTrue(started.get(0) > BOUNDS.few(), started.toString());
    assertEquals(BOUNDS.few(), started.get(1));
  }

  @Test
  void aBatchOfNothingNeedsNobody() {
    assertEquals(0, limited(0).workersToStart(0));
  }
}
