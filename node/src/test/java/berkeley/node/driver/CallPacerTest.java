package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;
import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ticks that wrap in the midst. Six near calls may be made at once; one exchange with a near member
 * takes half a millisecond at most, and who is slow is looked for every two.
 */
class CallPacerTest {

  private static final int FEW = 6;

  private final HandDrivenEnvironment environment =
      new HandDrivenEnvironment(Long.MAX_VALUE - 3 * MILLI);
  private final List<Integer> begun = new ArrayList<>();
  private final Map<Integer, Runnable> underWay = new TreeMap<>();
  private int done;

  @AfterEach
  void end() {
    environment.close();
  }

  private CallPacer begin(int calls) {
    return begin(calls, 1, 10 * SECOND);
  }

  private CallPacer begin(int calls, int exchanges, long nanos) {
    CallPacer pacer =
        new CallPacer(
            environment,
            IntStream.range(0, calls).mapToObj(this::call).toList(),
            exchanges,
            environment.ticks() + nanos,
            () -> done++);
    pacer.begin();
    return pacer;
  }

  private CallPacer.Call call(int number) {
    return ended -> {
      begun.add(number);
      underWay.put(number, ended);
    };
  }

  private void end(int number) {
    underWay.remove(number).run();
  }

  @Test
  void fewBeginAndEachThatEndsIsFollowedByTheNextInOrder() {
    begin(FEW + 28);
    assertEquals(List.of(0, 1, 2, 3, 4, 5), begun);

    end(1);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6), begun);
    end(0);
    end(6);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), begun);
  }

  @Test
  void allIsDoneOnceWithTheLastCall() {
    begin(2);
    end(0);
    assertEquals(0, done);
    end(1);

    assertEquals(1, done);
    environment.pass(SECOND);
    assertEquals(1, done);
    assertEquals(0, environment.pending(), "nobody looks any more");
  }

  @ParameterizedTest
  @CsvSource({"4, 6, 1", "32, 6, 1", "33, 6, 6", "200, 1000, 64"})
  void aFewMembersAreAskedOneByOneAndManyByAsManyAsTheProcessorsTake(
      int calls, int nearCallsAtOnce, int atOnce) {
    environment.network().nearCallsAtOnce(nearCallsAtOnce);
    begin(calls);

    assertEquals(atOnce, begun.size());
  }

  @Test
  void oneMoreBeginsForEachThatIsSlow() {
    begin(100, 10, 10 * SECOND); // a near one takes 5 ms at most
    environment.pass(3 * MILLI);
    end(0);
    assertEquals(FEW + 1, begun.size(), "the next one, and nobody is slow yet");

    environment.pass(2 * MILLI);
    assertEquals(FEW + 1, begun.size(), "as long as a near one may take");
    environment.pass(MILLI);
    assertEquals(FEW + 1 + 5, begun.size());
    environment.pass(2 * MILLI);
    assertEquals(FEW + 1 + 5, begun.size(), "as long as a near one may take");
    environment.pass(2 * MILLI);
    assertEquals(FEW + 1 + 5 + 1, begun.size(), "the sixth has become slow too");
  }

  @Test
  void neverMoreThanTheMostHoweverManyNeverAnswer() {
    begin(100);
    environment.pass(10 * SECOND);

    assertEquals(CallPacer.MOST_AT_ONCE, begun.size());
  }

  @Test
  void whoBeganForASlowOneIsNotReplacedWhenThatHasEnded() {
    begin(100);
    environment.pass(2 * MILLI);
    assertEquals(2 * FEW, begun.size());

    IntStream.range(0, FEW).forEach(this::end);
    assertEquals(2 * FEW, begun.size(), "none is slow any more");
    end(FEW);
    assertEquals(2 * FEW + 1, begun.size(), "of so many there are few at once");
  }

  @Test
  void moreBeginByAndByWhereABatchFallsBehindItsDeadline() {
    assertTrue(mostAtOnceOf(100, 4 * MILLI) > FEW);
    assertEquals(FEW, mostAtOnceOf(100, 40 * MILLI));
  }

  /** Each call takes 400 us, which is not slow: a hundred take some 7 ms. */
  private int mostAtOnceOf(int calls, long deadlineNanos) {
    begun.clear();
    underWay.clear();
    begin(calls, 1, deadlineNanos);
    int most = 0;
    while (!underWay.isEmpty()) {
      most = Math.max(most, underWay.size());
      environment.pass(400 * MICRO);
      List.copyOf(underWay.keySet()).forEach(this::end);
    }
    assertEquals(calls, begun.size());
    return most;
  }

  @Test
  void aBatchOfNothingIsDoneAtOnce() {
    begin(0);

    assertEquals(1, done);
  }

  @Test
  void aBatchThatIsAbandonedBeginsNoMoreAndTellsOfNoEnd() {
    CallPacer pacer = begin(3);
    pacer.abandon();
    end(0);
    environment.pass(SECOND);

    assertEquals(List.of(0), begun);
    assertEquals(0, done);
    assertEquals(0, environment.pending(), "nobody looks any more");
  }
}
