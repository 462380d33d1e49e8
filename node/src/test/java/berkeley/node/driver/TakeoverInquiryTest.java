package berkeley.node.driver;

import static berkeley.node.driver.HandDrivenEnvironment.MICRO;
import static berkeley.node.driver.HandDrivenEnvironment.MILLI;
import static berkeley.node.driver.HandDrivenEnvironment.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.Request;
import berkeley.api.wire.Role;
import berkeley.node.KnownTime;
import berkeley.node.driver.TestPeer.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Others know cluster time to be so many milliseconds beyond the asking host's ticks. */
class TakeoverInquiryTest {

  private final HandDrivenEnvironment environment = new HandDrivenEnvironment();
  private final List<TakeoverInquiry.Outcome> found = new ArrayList<>();

  @AfterEach
  void end() {
    environment.close();
  }

  private static TestPeer node(String name, long term) {
    TestPeer node = new TestPeer(name);
    return node.answer(
        Request.Status.class, asked -> node.status(NodeState.SYNCHRONISED, Role.SLAVE, term));
  }

  /** A node that knows cluster time to be between these, as it writes its answer. */
  private TestPeer knowing(String name, long epoch, long lowMillis, long highMillis) {
    TestPeer node = new TestPeer(name);
    return node.answer(
        Request.Status.class,
        asked ->
            node.knowing(
                1,
                epoch,
                environment.ticks() + lowMillis * MILLI,
                environment.ticks() + highMillis * MILLI));
  }

  private void ask() {
    new TakeoverInquiry(environment, ClockLimits.UNSTEERED).ask(found::add);
  }

  private TakeoverInquiry.Outcome told(TestPeer... nodes) {
    environment.members().list(nodes);
    ask();
    environment.pass(10 * MILLI);
    assertEquals(1, found.size());
    return found.get(0);
  }

  /** Asserts that cluster time is said to be between these, give or take the messages' way. */
  private void assertBetween(long lowMillis, long highMillis, TakeoverInquiry.Outcome told) {
    KnownTime time = told.time().orElseThrow();
    long answered = environment.ticks() - 10 * MILLI; // since when all have answered
    long low = time.earliestNanos() - answered - lowMillis * MILLI;
    long high = time.latestNanos() - answered - highMillis * MILLI;
    assertTrue(-2 <= low && low <= MILLI, "begins off by " + low);
    assertTrue(0 <= high && high <= MILLI, "ends off by " + high);
  }

  @Test
  void findsTheNewestTermThatAnyNodeHasSeen() {
    environment.members().list(node("a", 3), node("b", 8), node("c", 5));
    ask();
    environment.pass(10 * MILLI);

    assertEquals(List.of(new TakeoverInquiry.Outcome(8, Optional.empty())), found);
    assertEquals(List.of(Set.of()), environment.members().readings());
  }

  @Test
  void withoutAnybodyThereIsNeitherTermNorTime() {
    ask();
    environment.settle();

    assertEquals(List.of(new TakeoverInquiry.Outcome(0, Optional.empty())), found);
  }

  @Test
  void whoDoesNotDescribeItselfIsNotAsked() {
    environment.members().list(new TestPeer("foreign").foreign());
    ask();
    environment.settle();

    assertEquals(List.of(new TakeoverInquiry.Outcome(0, Optional.empty())), found);
    assertEquals(List.of(), environment.network().sent());
  }

  @Test
  void whoIsSilentIsWaitedForThreeSecondsAndNobodyLonger() {
    environment
        .members()
        .list(
            node("a", 3).is(Manner.SILENT),
            node("b", 4),
            node("c", 5).losing(Request.Status.class, "RemoteException: no"));
    ask();
    environment.pass(3 * SECOND - 1);
    assertEquals(List.of(), found);
    environment.pass(1);

    assertEquals(4, found.get(0).newestTerm());
  }

  @Test
  void manyAreNotAskedAllAtOnce() {
    environment
        .members()
        .list(IntStream.range(0, 500).mapToObj(i -> node("n" + i, i)).toArray(TestPeer[]::new));
    ask();
    environment.pass(3 * SECOND);

    assertEquals(499, found.get(0).newestTerm());
    int most = environment.network().mostUnderWay();
    assertTrue(most <= CallPacer.MOST_AT_ONCE, most + " at once");
  }

  @Test
  void aSingleAnswerIsBelieved() {
    TakeoverInquiry.Outcome told = told(knowing("a", 9, 20, 30));

    assertEquals(9, told.time().orElseThrow().epoch());
    assertBetween(20, 30, told);
  }

  @Test
  void timeLiesWhereAllAnswersMeet() {
    assertBetween(25, 28, told(knowing("a", 9, 20, 30), knowing("b", 9, 25, 28)));
  }

  @Test
  void aMinorityMayBeFarOffAndChangesNothing() {
    TakeoverInquiry.Outcome told =
        told(
            knowing("a", 9, 20, 30),
            knowing("b", 9, 3_600_000, 3_600_001),
            knowing("c", 9, 24, 33));

    assertBetween(24, 30, told);
  }

  @Test
  void whoIsSilentMayBeOneOfTheMajority() {
    environment
        .members()
        .list(
            knowing("a", 9, 20, 30),
            knowing("b", 9, 28, 60),
            node("c", 1).is(Manner.SILENT),
            node("d", 1).is(Manner.SILENT));
    ask();
    environment.pass(3 * SECOND);

    KnownTime time = found.get(0).time().orElseThrow();
    assertTrue(time.earliestNanos() <= environment.ticks() + 20 * MILLI, "a may be right");
    assertTrue(time.latestNanos() >= environment.ticks() + 60 * MILLI, "b may be right");
  }

  @Test
  void aMinorityOfTwoMayBeOffEitherWay() {
    TakeoverInquiry.Outcome told =
        told(
            knowing("a", 9, 20, 30),
            knowing("b", 9, 500, 510),
            knowing("c", 9, 24, 33),
            knowing("d", 9, -510, -500),
            knowing("e", 9, 22, 29));

    assertBetween(24, 29, told);
  }

  @Test
  void aMinorityThatCannotBeTrustedDoesNotNarrowWhatTheOthersSay() {
    TakeoverInquiry.Outcome told =
        told(knowing("a", 9, 20, 30), knowing("b", 9, 29, 30), knowing("c", 9, 20, 30));

    assertBetween(20, 30, told);
  }

  @Test
  void whereTooFewMeetItLiesSomewhereAmongThem() {
    TakeoverInquiry.Outcome told = told(knowing("a", 9, 20, 30), knowing("b", 9, 50, 55));

    assertBetween(20, 55, told);
  }

  @Test
  void theCommonestEpochCountsAndOfEquallyCommonOnesTheSmaller() {
    TakeoverInquiry.Outcome told =
        told(knowing("a", 9, 20, 30), knowing("b", 4, 500, 510), knowing("c", 9, 20, 30));
    assertEquals(9, told.time().orElseThrow().epoch());

    found.clear();
    told = told(knowing("a", 9, 20, 30), knowing("b", 4, 500, 510));
    assertEquals(4, told.time().orElseThrow().epoch());
  }

  @Test
  void whoGivesNoIntervalTellsNoTime() {
    TestPeer withdrawn = new TestPeer("a");
    withdrawn.answer(
        Request.Status.class, asked -> withdrawn.knowing(1, 9, Long.MIN_VALUE, Long.MIN_VALUE));
    TestPeer absurd = new TestPeer("b");
    absurd.answer(Request.Status.class, asked -> absurd.knowing(1, 9, MILLI, 0));

    assertEquals(Optional.empty(), told(withdrawn, absurd).time());
  }

  /** Returns how wide the interval is that two answers of such round trips leave. */
  private long widthAfter(Duration first, Duration second) {
    environment.members().list(knowing("a", 9, 20, 20).nextRoundTrips(first, second));
    ask();
    environment.pass(100 * MILLI);
    KnownTime time = found.get(0).time().orElseThrow();
    return time.latestNanos() - time.earliestNanos();
  }

  @Test
  void aConnectionThatIsYetToBeOpenedLeavesNoDoubt() {
    long width = widthAfter(Duration.ofMillis(40), Duration.ofMillis(1));

    assertTrue(MILLI <= width && width <= MILLI + MICRO, width + " ns");
    assertEquals(List.of("a", "a"), environment.network().sentTo(Request.Status.class));
  }

  @Test
  void aSecondAnswerThatIsHeldUpDoesNoHarm() {
    long width = widthAfter(Duration.ofMillis(1), Duration.ofMillis(40));

    // Meanwhile the first has grown old, at a rate that nobody has measured.
    long aged = (long) (82 * MILLI * ClockLimits.UNSTEERED.unmeasuredRateRatio());
    assertTrue(MILLI <= width && width <= MILLI + aged, width + " ns");
  }

  @Test
  void whoAnswersOnceIsBelieved() {
    TestPeer once = knowing("a", 9, 20, 30);
    once.answer(
        Request.Status.class,
        asked -> {
          once.is(Manner.FAILS);
          return once.knowing(1, 9, environment.ticks(), environment.ticks() + 10 * MILLI);
        });

    assertBetween(0, 10, told(once));
  }

  @Test
  void whatIsSaidLastOfTheEpochAndOfADoubtCounts() {
    TestPeer moved = knowing("a", 9, 20, 30);
    moved.answer(
        Request.Status.class,
        asked ->
            moved.asked(Request.Status.class).size() == 1
                ? moved.knowing(1, 9, 0, MILLI)
                : moved.knowing(2, 4, environment.ticks(), environment.ticks() + 10 * MILLI));
    TakeoverInquiry.Outcome told =
        told(moved.nextRoundTrips(Duration.ofNanos(1_000), Duration.ofNanos(2_000)));
    assertEquals(2, told.newestTerm());
    assertEquals(4, told.time().orElseThrow().epoch());

    found.clear();
    TestPeer withdrawn = new TestPeer("b");
    withdrawn.answer(
        Request.Status.class,
        asked ->
            withdrawn.asked(Request.Status.class).size() == 1
                ? withdrawn.knowing(1, 9, 0, MILLI)
                : withdrawn.knowing(1, 9, Long.MIN_VALUE, Long.MIN_VALUE));
    assertEquals(
        Optional.empty(),
        told(withdrawn.nextRoundTrips(Duration.ofNanos(1_000), Duration.ofNanos(2_000))).time());
  }

  @Test
  void theWayOfTheMessageAndTheWaitForOthersWidenWhatIsSaid() {
    TestPeer far =
        knowing("a", 9, 20, 20).nextRoundTrips(Duration.ofMillis(100), Duration.ofMillis(200));
    environment.members().list(far, node("silent", 0).is(Manner.SILENT));
    ask();
    environment.pass(3 * SECOND);

    KnownTime time = found.get(0).time().orElseThrow();
    long waited = 3 * SECOND - 100 * MILLI;
    double rate = ClockLimits.UNSTEERED.unmeasuredRateRatio();
    long written = environment.ticks() - waited + 20 * MILLI;
    // It wrote its answer between the question and its arrival.
    assertTrue(time.earliestNanos() <= written + waited - (long) (waited * rate) + MICRO);
    assertTrue(time.earliestNanos() >= written + waited - (long) (waited * rate) - MICRO);
    long latest = written + waited + 100 * MILLI + (long) (3 * SECOND * rate);
    assertTrue(
        Math.abs(time.latestNanos() - latest) <= MICRO, "off by " + (time.latestNanos() - latest));
  }

  @Test
  void aTermThatThereCannotBeDoesNotCount() {
    assertEquals(0, TakeoverInquiry.newestOf(List.of()));
    assertEquals(7, TakeoverInquiry.newestOf(List.of(7L, Long.MAX_VALUE, 5L)));
    assertEquals(0, TakeoverInquiry.newestOf(List.of(Long.MAX_VALUE)));
  }
}
