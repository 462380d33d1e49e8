package berkeley.transport.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.transport.call.ConcurrencyLimiter.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Times in nanoseconds; a near call takes at most 10, and there is time until 1,000,000. */
class ConcurrencyLimiterTest {

  private static final Crew CREW = new Crew(3, 8, 10);
  private static final long DEADLINE = 1_000_000;

  private static ConcurrencyLimiter<Integer> turns(int calls) {
    return turns(calls, DEADLINE);
  }

  private static ConcurrencyLimiter<Integer> turns(int calls, long deadline) {
    return new ConcurrencyLimiter<>(IntStream.range(0, calls).boxed().toList(), CREW, 0, deadline);
  }

  @Test
  void fewBeginAndEachGoesOnWithTheNextInOrder() {
    ConcurrencyLimiter<Integer> turns = turns(5);

    assertEquals(3, turns.workersToStart(0));
    assertEquals(Optional.of(0), turns.next("a", 0));
    assertEquals(Optional.of(1), turns.next("b", 0));
    assertEquals(Optional.of(2), turns.next("c", 0));
    assertEquals(Optional.of(3), turns.next("b", 5));
    assertTrue(turns.some());
    assertEquals(Optional.of(4), turns.next("a", 5));
    assertEquals(Optional.empty(), turns.next("c", 5));
    assertEquals(0, turns.workersToStart(100), "nobody waits any more, however slow the others");
  }

  @Test
  void aFewMembersAreAskedOneByOneAndManyByAsManyAsTheProcessorsTake() {
    assertEquals(1, DeadlineExecutor.crewFor(4, 9).few());
    assertEquals(1, DeadlineExecutor.crewFor(32, 9).few());
    int ofMany = DeadlineExecutor.crewFor(33, 9).few();
    assertTrue(
        ofMany > 1 && ofMany <= DeadlineExecutor.MAX_CONCURRENT, "%d at once".formatted(ofMany));
  }

  @Test
  void oneMoreComesForEachThatIsSlow() {
    ConcurrencyLimiter<Integer> turns = turns(100);
    assertEquals(3, turns.workersToStart(0));
    turns.next("a", 0);
    turns.next("b", 0);
    turns.next("c", 4);

    assertEquals(0, turns.workersToStart(10), "as long as a near one may take");
    assertEquals(2, turns.workersToStart(11));
    turns.next("d", 11);
    turns.next("e", 11);
    assertEquals(1, turns.workersToStart(20), "c has become slow too");
  }

  @Test
  void neverMoreThanTheMostHoweverManyNeverAnswer() {
    ConcurrencyLimiter<Integer> turns = turns(100);
    int workers = 0;
    for (int now = 0; now < 1000; now += 20) {
      for (int more = turns.workersToStart(now); more > 0; more--) {
        workers++;
        turns.next("worker " + workers, now);
      }
    }

    assertEquals(CREW.most(), workers);
  }

  @Test
  void whoCameForASlowOneLeavesWhenItHasEnded() {
    ConcurrencyLimiter<Integer> turns = turns(100);
    turns.workersToStart(0);
    for (String worker : List.of("a", "b", "c")) {
      turns.next(worker, 0);
    }
    assertEquals(3, turns.workersToStart(11));
    for (String worker : List.of("d", "e", "f")) {
      turns.next(worker, 11);
    }
    for (String worker : List.of("a", "b", "c")) {
      assertTrue(turns.next(worker, 12).isPresent());
    }
    assertEquals(0, turns.workersToStart(13), "none is slow any more");

    List<String> stayed = new ArrayList<>();
    for (String worker : List.of("a", "b", "c", "d", "e", "f")) {
      turns.next(worker, 14).ifPresent(call -> stayed.add(worker));
    }
    assertEquals(List.of("d", "e", "f"), stayed);
  }

  @Test
  void moreComeByAndByWhereABatchFallsBehindItsDeadline() {
    // Three calls in 9 ns, none of them slow: a hundred would take 300 ns.
    ConcurrencyLimiter<Integer> late = turns(100, 160);
    ConcurrencyLimiter<Integer> inTime = turns(100, 600);
    List<Integer> started = new ArrayList<>();
    for (ConcurrencyLimiter<Integer> turns : List.of(late, inTime)) {
      int workers = 0;
      for (int now = 0; now <= 90; now += 9) {
        workers += turns.workersToStart(now);
        for (int worker = 0; worker < workers; worker++) {
          turns.next(worker, now);
        }
      }
      started.add(workers);
    }

    assertTrue(started.get(0) > CREW.few(), started.toString());
    assertEquals(CREW.few(), started.get(1));
  }

  @Test
  void aBatchOfNothingNeedsNobody() {
    assertEquals(0, turns(0).workersToStart(0));
  }
}
