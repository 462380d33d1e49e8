package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Outcome;
import berkeley.master.Round.Correction;
import berkeley.master.Round.Decision;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole rounds as transcripts. The master's name is "master", its offset is zero. */
class RoundTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration EXACT = Duration.ZERO;
  private static final Duration BOUND = Duration.ofNanos(100_000);

  private static Duration micros(long micros) {
    return Duration.ofNanos(1_000 * micros);
  }

  private static ScriptedRounds textbook() {
    return ScriptedRounds.of("mean")
        .member("2:50", Duration.ofMinutes(-10), EXACT)
        .member("3:25", Duration.ofMinutes(25), EXACT);
  }

  @Test
  void theTextbooksThreeClocksMeetAtFivePastThreeWhenTheMasterIsCounted() {
    assertEquals(
        """
        agreed 300 s, master adds 300 s
        2:50 at -600 s: ACCEPTED, adds 900 s +- 300 s
        3:25 at 1500 s: ACCEPTED, adds -1200 s +- 300 s
        """,
        textbook().includeMaster().transcript());
  }

  @Test
  void andAtSevenAndAHalfPastThreeWhenItIsNot() {
    assertEquals(
        """
        agreed 450 s, master adds 450 s
        2:50 at -600 s: ACCEPTED, adds 1050 s +- 450 s
        3:25 at 1500 s: ACCEPTED, adds -1050 s +- 450 s
        """,
        textbook().transcript());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "tempo", "midpoint", "intersection"})
  void anEmptyRoundMovesNobody(String average) {
    String nothing = "agreed 0 ns, master adds 0 ns\n";

    assertEquals(nothing, ScriptedRounds.of(average).transcript());
    assertEquals(nothing, ScriptedRounds.of(average).includeMaster().transcript());
    assertEquals(nothing, ScriptedRounds.of(average).newcomerMaster().transcript());
  }

  @Test
  void aNewcomerIsBroughtToTheOthersAndNeverMovesThem() {
    assertEquals(
        """
        agreed 0 ns, master adds 0 ns
        a at 20 us: ACCEPTED, adds -20 us +- 100 us
        new at 3600 s: NEWCOMER, adds -3600 s +- 100 us (not synchronised yet)
        """,
        ScriptedRounds.of("mean")
            .member("a", micros(20), BOUND)
            .newcomer("new", HOUR, BOUND)
            .transcript());
  }

  @Test
  void amongNothingButNewcomersASynchronisedMasterStaysWhereItIs() {
    assertEquals(
        """
        agreed 0 ns, master adds 0 ns
        a at 3600 s: NEWCOMER, adds -3600 s +- 100 us (not synchronised yet)
        """,
        ScriptedRounds.of("mean").newcomer("a", HOUR, BOUND).transcript());
  }

  @Test
  void atAColdStartAllVoteAndTheMasterIsSteppedWithThem() {
    assertEquals(
        """
        agreed 3 s, master adds 3 s
        a at 2 s: NEWCOMER, adds 1 s +- 100 us (not synchronised yet)
        b at 4 s: NEWCOMER, adds -1 s +- 100 us (not synchronised yet)
        """,
        ScriptedRounds.of("mean")
            .newcomerMaster()
            .newcomer("a", Duration.ofSeconds(2), BOUND)
            .newcomer("b", Duration.ofSeconds(4), BOUND)
            .transcript());
  }

  @Test
  void aColdStartEndsInACommonTimeEvenWhereNoTwoClocksAgreeAndNobodyIsToBlame() {
    assertEquals(
        """
        agreed 2.5 s, master adds 2.5 s
        a at 1 s: NEWCOMER, adds 1.5 s +- 100 us (not synchronised yet)
        b at 2 s: NEWCOMER, adds 500 ms +- 100 us (not synchronised yet)
        c at 3 s: NEWCOMER, adds -500 ms +- 100 us (not synchronised yet)
        d at 3600 s: NEWCOMER, adds -3597.5 s +- 100 us (not synchronised yet)
        """,
        ScriptedRounds.of("intersection")
            .newcomerMaster()
            .newcomer("a", Duration.ofSeconds(1), BOUND)
            .newcomer("b", Duration.ofSeconds(2), BOUND)
            .newcomer("c", Duration.ofSeconds(3), BOUND)
            .newcomer("d", HOUR, BOUND)
            .transcript());
  }

  @Test
  void aNewcomerThatLeadsMembersIsSteppedToThemAndHasNoVote() {
    assertEquals(
        """
        agreed 3600 s, master adds 3600 s
        a at 3600 s: ACCEPTED, adds 0 ns +- 100 us
        """,
        ScriptedRounds.of("mean")
            .includeMaster()
            .newcomerMaster()
            .member("a", HOUR, BOUND)
            .transcript());
  }

  @Test
  void ofTwoClocksTheOneThatLiesIsFoundByTheMasterAsAWitness() {
    assertEquals(
        """
        agreed 0 ns, master adds 0 ns
        a at 20 us: ACCEPTED, adds -20 us +- 100 us
        liar at 3600 s: REJECTED, adds -3600 s +- 100 us
        """,
        withoutReasons(
            ScriptedRounds.of("intersection")
                .member("a", micros(20), BOUND)
                .member("liar", HOUR, BOUND)
                .transcript()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tempo", "intersection"})
  void aLiarOfAnHourIsRejectedNamedAndCorrectedAllTheSameAndTheOthersDoNotMove(String average) {
    Decision decision =
        ScriptedRounds.of(average)
            .member("a", micros(20), BOUND)
            .member("b", micros(-30), BOUND)
            .member("c", micros(10), BOUND)
            .member("liar", HOUR, BOUND)
            .decide();

    assertEquals(0, decision.agreedOffsetNanos());
    Correction liar = decision.corrections().get(3);
    assertEquals(Outcome.REJECTED, liar.outcome());
    assertTrue(liar.reason().contains("3600"), liar.reason());
    assertEquals(-HOUR.toNanos(), liar.deltaNanos());
    assertEquals(Outcome.ACCEPTED, decision.corrections().get(0).outcome());
  }

  @Test
  void whereNoMajorityExistsTheClusterStaysWhereTheMasterIs() {
    assertEquals(
        """
        agreed 0 ns, master adds 0 ns
        a at 3600 s: ACCEPTED, adds -3600 s +- 100 us
        b at -3600 s: ACCEPTED, adds 3600 s +- 100 us
        """,
        ScriptedRounds.of("intersection")
            .member("a", HOUR, BOUND)
            .member("b", HOUR.negated(), BOUND)
            .transcript());
  }

  @Test
  void anAgreementWithinItsErrorMovesNobodyAndOneBeyondMovesAll() {
    assertEquals(
        """
        agreed 0 ns, master adds 0 ns
        a at 100 us: ACCEPTED, adds -100 us +- 100 us
        """,
        ScriptedRounds.of("mean").member("a", micros(100), BOUND).transcript());
    assertEquals(
        """
        agreed 100.001 us, master adds 100.001 us
        a at 100.001 us: ACCEPTED, adds 0 ns +- 200.001 us
        """,
        ScriptedRounds.of("mean").member("a", Duration.ofNanos(100_001), BOUND).transcript());
  }

  @Property
  void newcomersNeverChangeWhatTheMembersDecide(
      @ForAll @Size(min = 1, max = 6)
          List<@LongRange(min = -9_000_000, max = 9_000_000) Long> members,
      @ForAll @Size(max = 6) List<@LongRange(min = -1L << 61, max = 1L << 61) Long> newcomers) {
    for (String average : Agreements.names()) {
      ScriptedRounds alone = ScriptedRounds.of(average);
      ScriptedRounds together = ScriptedRounds.of(average);
      for (int i = 0; i < members.size(); i++) {
        alone.add("m" + i, false, members.get(i), 50_000);
        together.add("m" + i, false, members.get(i), 50_000);
      }
      for (int i = 0; i < newcomers.size(); i++) {
        together.add("n" + i, true, newcomers.get(i), 50_000);
      }

      assertEquals(alone.decide().agreedOffsetNanos(), together.decide().agreedOffsetNanos());
    }
  }

  @Property
  void whateverClocksClaimEachIsSentACorrectionThatCanBeSent(
      @ForAll @Size(max = 5) List<Long> offsets, @ForAll boolean coldStart) {
    for (String average : Agreements.names()) {
      ScriptedRounds script = ScriptedRounds.of(average);
      if (coldStart) {
        script.newcomerMaster();
      }
      for (int i = 0; i < offsets.size(); i++) {
        script.add("c" + i, coldStart, offsets.get(i), 50_000);
      }
      Decision decision = script.decide();

      assertEquals(offsets.size(), decision.corrections().size());
      for (Correction correction : decision.corrections()) {
        assertTrue(correction.errorBoundNanos() >= 50_000, correction.toString());
      }
    }
  }

  private static String withoutReasons(String transcript) {
    return transcript.replaceAll(" \\(.*\\)", "");
  }
}
