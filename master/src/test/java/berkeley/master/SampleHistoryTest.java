package berkeley.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.ClockLimits;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

  private static final long SECOND = 1_000_000_000;

  /** By how much two clocks may drift apart in a second. */
  private static final long DRIFT = (long) (ClockLimits.UNSTEERED.unmeasuredRateRatio() * SECOND);

  private final SampleHistory history = new SampleHistory(ClockLimits.UNSTEERED);

  /**
   * One round with a member.
   *
   * @param pauseNanos time since the round before
   * @param driftPpm how fast the offset changes by itself meanwhile
   * @param errorNanos by how much the measurement is wrong
   * @param boundNanos how wrong it says it can be
   * @param correctionNanos what the member is told to add afterwards
   * @param donePermille how much of that it has done by the next round; the rest is void
   */
  private record Turn(
      long pauseNanos,
      int driftPpm,
      long errorNanos,
      long boundNanos,
      long correctionNanos,
      int donePermille) {}

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Long> bounds = Arbitraries.longs().between(10, 1_000_000);
    return Combinators.combine(
            Arbitraries.longs().between(1_000_000, 100 * SECOND),
            Arbitraries.integers().between(-200, 200),
            Arbitraries.integers().between(-1_000, 1_000),
            bounds,
            Arbitraries.longs().between(-2_000_000, 2_000_000),
            Arbitraries.integers().between(0, 1_000))
        .as(
            (pause, drift, error, bound, correction, done) ->
                new Turn(pause, drift, bound * error / 1_000, bound, correction, done))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property
  void theTrueOffsetStaysInsideTheVoteForAnyAllowedDriftAndAnyCorrectionDoneInPartOrWhole(
      @ForAll("turns") List<Turn> turns) {
    var votes = new SampleHistory(ClockLimits.UNSTEERED);
    long now = 0;
    long offset = 0;
    for (Turn turn : turns) {
      now += turn.pauseNanos();
      offset += (long) (turn.pauseNanos() * (turn.driftPpm() * 1e-6));
      var sample = new Sample(0, offset + turn.errorNanos(), turn.boundNanos(), 0);

      Vote vote = votes.vote("a", sample, now);

      assertTrue(
          Math.abs(offset - vote.offsetNanos()) <= vote.errorBoundNanos() + 1,
          "%d is not within %s".formatted(offset, vote));
      votes.corrected(turn.correctionNanos());
      offset += turn.correctionNanos() * turn.donePermille() / 1_000;
    }
  }

  private Vote measured(long seconds, long offset, long bound) {
    return history.vote("a", new Sample(0, offset, bound, 2 * bound), seconds * SECOND);
  }

  @Test
  void theFirstVoteIsTheSampleItself() {
    assertEquals(new Vote("a", 500, 100), measured(1, 500, 100));
  }

  @Test
  void anOlderBetterSampleNarrowsAWorseOne() {
    measured(1, 0, 1_000);
    Vote vote = measured(2, 400_000, 1_000_000);

    // Between -600,000 and 1,400,000, and within 1,000 of 0 a second ago; and drift once more.
    assertEquals(new Vote("a", 0, 1_000 + 2 * DRIFT), vote);
  }

  @Test
  void aClockThatJumpedIsWhereItIsNowAndNotWhereItWas() {
    measured(1, 0, 1_000);

    assertEquals(new Vote("a", 3_600 * SECOND, 100 + DRIFT), measured(2, 3_600 * SECOND, 100));
    assertEquals(3_600 * SECOND, measured(3, 3_600 * SECOND, 100).offsetNanos());
  }

  @Test
  void whatIsForgottenConfinesNothing() {
    measured(1, 0, 1_000);
    history.forget();

    assertEquals(new Vote("a", 150_000, 400_000), measured(2, 150_000, 400_000));
  }

  @Property
  void noClaimOfABrokenClockMakesTheVoteFail(@ForAll List<Long> offsets) {
    var votes = new SampleHistory(ClockLimits.UNSTEERED);
    long now = 0;
    for (long offset : offsets) {
      now += SECOND;
      Vote vote = votes.vote("a", new Sample(0, offset, 50_000, 100_000), now);
      assertTrue(vote.errorBoundNanos() >= 0);
      votes.corrected(-offset);
    }
  }
}
