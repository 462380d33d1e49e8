package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import berkeley.api.environment.ClockLimits;
import berkeley.api.environment.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberTest {

  private static final long LIMIT = 1_000_000;
  private static final List<Sample> GOOD = List.of(Sample.of(0, 100, 50_001));

  private final Member member = new Member("a", mock(PeerAddress.class), ClockLimits.UNSTEERED);

  @Test
  void isAskedLessAndLessOftenWhileItIsSilent() {
    List<Long> asked = new ArrayList<>();
    for (long round = 1; round <= 20; round++) {
      if (member.due(round)) {
        asked.add(round);
        member.failed(round, "silent");
      }
    }

    assertEquals(List.of(1L, 2L, 4L, 8L, 12L, 16L, 20L), asked);
  }

  @Test
  void isAskedInEachRoundAgainAsSoonAsItAnswers() {
    for (long round : List.of(1L, 2L, 4L)) {
      member.failed(round, "silent");
    }
    assertFalse(member.answering());
    assertFalse(member.due(7));

    member.answered(GOOD, LIMIT, 0);

    assertTrue(member.answering());
    assertTrue(member.due(5));
    assertEquals("", member.lastFailure());
    member.failed(9, "silent");
    assertTrue(member.due(10), "and begins at the shortest pause again");
  }

  @Test
  void isForgottenAfterEightFailuresButStillAskedAndTakenBack() {
    for (int failure = 1; failure <= 7; failure++) {
      member.failed(failure, "silent");
      assertFalse(member.forgotten());
    }
    member.failed(8, "silent");
    assertTrue(member.forgotten());
    for (int failure = 9; failure < 200; failure++) {
      member.failed(failure, "silent");
    }
    assertTrue(member.due(199 + Member.MAX_PAUSE_ROUNDS), "no pause grows for ever");

    member.answered(GOOD, LIMIT, 0);
    assertFalse(member.forgotten());
  }

  @Test
  void aNewcomerIsNotSteppedByASlowBurstUnlessItIsFarAway() {
    long wide = 1_000_000_000;
    List<Sample> slow = List.of(Sample.of(0, 2 * Member.NEWCOMER_RTT_NANOS, 7));
    for (int i = 0; i < Member.PASSED_OVER; i++) {
      assertTrue(member.answered(slow, wide, 0).isEmpty());
    }
    assertTrue(member.answered(slow, wide, 0).isPresent(), "it is always as slow");

    Member known = new Member("b", mock(PeerAddress.class), ClockLimits.UNSTEERED);
    known.classify(false, 1_000, 0, 0);
    assertTrue(known.answered(slow, wide, 0).isPresent(), "a member is not stepped");
  }

  @Test
  void aBurstOfWhichEveryProbeTookTooLongIsNoAnswer() {
    member.failed(1, "silent");

    assertTrue(member.answered(List.of(Sample.of(0, LIMIT + 1, 1)), LIMIT, 0).isEmpty());
    assertFalse(member.answering());
    assertTrue(member.answered(List.of(Sample.of(0, LIMIT, 1)), LIMIT, 0).isPresent());
  }

  @Test
  void isANewcomerUntilItIsKnownToBeAMemberOrHasBeenCorrected() {
    assertFalse(member.classified());
    assertTrue(member.answered(GOOD, LIMIT, 0).orElseThrow().newcomer());

    member.classify(true, Long.MAX_VALUE, 0, 0);
    assertTrue(member.classified());
    assertTrue(member.answered(GOOD, LIMIT, 0).orElseThrow().newcomer());

    member.corrected(7, 0, 100, 0);
    assertFalse(member.answered(GOOD, LIMIT, 0).orElseThrow().newcomer());
  }

  @Test
  void aNodeThatSaysThatItIsSynchronisedVotesAtOnce() {
    member.classify(false, 1_000, 0, 0);

    assertFalse(member.answered(GOOD, LIMIT, 0).orElseThrow().newcomer());
  }

  @Test
  void aCorrectionThatMayHaveArrivedWidensWhatIsKnownButMakesNoMember() {
    member.classify(true, Long.MAX_VALUE, 0, 0);
    answeredAt(1, 0, 10_000);
    member.perhapsCorrected(40_000, 0, 10_000, 1);
    Vote vote = answeredAt(2, 40_000, 15_000);

    // Without the correction the old sample would end at 10,000; with it, at 50,000.
    assertTrue(vote.interval().highNanos() >= 50_000, vote.toString());
    assertTrue(member.answered(GOOD, LIMIT, 3).orElseThrow().newcomer());
  }

  private Vote answeredAt(long ticks, long offset, long halfRtt) {
    var sample = Sample.of(ticks, ticks + 2 * halfRtt, ticks + halfRtt + offset);
    return member.answered(List.of(sample), LIMIT, ticks).orElseThrow().vote();
  }

  @Test
  void theRosterAdmitsWhomItDoesNotKnowAndLetsGoOfWhoIsNeitherListedNorAnswering() {
    var roster = new Roster(ClockLimits.UNSTEERED);
    PeerAddress a = mock(PeerAddress.class);
    PeerAddress b = mock(PeerAddress.class);

    var first = roster.update(Set.of("b", "a"), Map.of("b", b, "a", a));
    assertEquals(Set.of("a", "b"), Set.copyOf(first.came()));
    assertEquals(List.of("a", "b"), names(roster), "in the order of their names");
    assertEquals(Set.of("a", "b"), roster.settled());

    roster.members().get(1).failed(1, "silent");
    assertEquals(Set.of("a"), roster.settled(), "who is silent is looked up again");
    var second = roster.update(Set.of("a"), Map.of());
    assertEquals(List.of("b"), second.left());
    assertEquals(List.of("a"), names(roster));
  }

  @Test
  void theRosterKeepsAnAnsweringMemberForFiveRoundsWithoutAnEntry() {
    var roster = new Roster(ClockLimits.UNSTEERED);
    roster.update(Set.of("a"), Map.of("a", mock(PeerAddress.class)));

    for (int round = 1; round <= Roster.UNLISTED_ROUNDS; round++) {
      assertEquals(List.of(), roster.update(Set.of(), Map.of()).left());
    }
    roster.update(Set.of("a"), Map.of());
    for (int round = 1; round <= Roster.UNLISTED_ROUNDS; round++) {
      assertEquals(List.of(), roster.update(Set.of(), Map.of()).left(), "counted anew");
    }
    assertEquals(List.of("a"), roster.update(Set.of(), Map.of()).left());
  }

  @Test
  void anotherObjectUnderTheSameNameIsANewLife() {
    var roster = new Roster(ClockLimits.UNSTEERED);
    roster.update(Set.of("a"), Map.of("a", mock(PeerAddress.class)));
    Member old = roster.members().get(0);
    old.corrected(7, 0, 100, 0);
    PeerAddress next = mock(PeerAddress.class);

    assertEquals(List.of("a"), roster.update(Set.of("a"), Map.of("a", next)).came());
    assertEquals(next, roster.members().get(0).address());
    assertFalse(roster.members().get(0).classified(), "of its life nothing is known yet");
    assertEquals(List.of(), roster.update(Set.of("a"), Map.of("a", next)).came(), "known by now");
  }

  private static List<String> names(Roster roster) {
    return roster.members().stream().map(Member::id).toList();
  }
}
