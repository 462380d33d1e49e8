package berkeley.node.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.OvertakenException;
import berkeley.api.wire.StaleTermException;
import berkeley.api.wire.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TermFenceTest {

  private final TermFence obedience = new TermFence();

  private static Adjustment of(long term, long round, String master) {
    return new Adjustment(0, 0, 0, term, round, 0, master);
  }

  private void overtaken(Adjustment adjustment) {
    assertThrows(OvertakenException.class, () -> obedience.accept(adjustment));
  }

  @Test
  void eachRoundIsAppliedOnceAndTheSenderOfAnotherIsToldThatItWasNot() {
    obedience.accept(of(1, 1, "a"));
    overtaken(of(1, 1, "a"));
    obedience.accept(of(1, 2, "a"));
    overtaken(of(1, 1, "a"));
    obedience.accept(of(1, 9, "a"));

    assertEquals(3, obedience.applied());
    assertEquals(0, obedience.refused(), "who is overtaken leads all the same");
  }

  @Test
  void theVeryFirstRoundMayBeZeroOfTermZero() {
    obedience.accept(of(0, 0, "a"));
    overtaken(of(0, 0, "a"));
  }

  @Test
  void aMasterStartedAnewInItsOldTermIsRefused() {
    obedience.accept(of(1, 33, "a").with(5, Statement.NONE));

    assertThrows(
        StaleTermException.class, () -> obedience.accept(of(1, 1, "a").with(6, Statement.NONE)));
    obedience.accept(of(2, 1, "a").with(6, Statement.NONE));
    assertEquals(1, obedience.refused());
  }

  private void stale(Adjustment adjustment) {
    assertThrows(StaleTermException.class, () -> obedience.accept(adjustment));
  }

  @Test
  void theOnlyMasterThatThereIsIsObeyedAgainAfterSomeRoundsWhateverTermSomebodyElseHasRaised() {
    obedience.accept(of(2, 1, "a"));
    obedience.accept(of(1_000_002, 1, "liar"));
    for (int round = 2; round < 2 + TermFence.ROUNDS_REFUSED; round++) {
      stale(of(2, round, "a"));
      stale(of(2, round, "a")); // the same one, late
    }
    obedience.accept(of(2, 2 + TermFence.ROUNDS_REFUSED, "a"));

    assertEquals(2, obedience.term());
    assertEquals("a", obedience.master());
  }

  @Test
  void soIsAnotherOneOfTheSameTermOnceTheFirstIsGone() {
    obedience.accept(of(1, 9, "a"));
    for (int round = 1; round <= TermFence.ROUNDS_REFUSED; round++) {
      stale(of(1, round, "b"));
    }
    obedience.accept(of(1, 9, "b"));

    assertEquals("b", obedience.master());
  }

  @Test
  void norDoesItMatterHowFarAheadItIs() {
    for (int round = 1; round <= TermFence.ROUNDS_REFUSED; round++) {
      stale(of(Long.MAX_VALUE, round, "a"));
    }
    obedience.accept(of(Long.MAX_VALUE, 9, "a"));
  }

  @Test
  void aMasterOfAnOlderTermIsRefusedForAsLongAsThereIsAnother() {
    obedience.accept(of(2, 1, "b"));
    for (int round = 2; round < 50; round++) {
      stale(of(1, round, "a"));
      obedience.accept(of(2, round, "b"));
    }
  }

  @Test
  void aNamelessSenderDisablesNobody() {
    obedience.accept(of(1, Long.MAX_VALUE, ""));

    obedience.accept(of(1, 1, "a").with(5, Statement.NONE));
    assertEquals("a", obedience.master());
  }

  @Test
  void anOlderTermIsRefusedWithBothTerms() {
    obedience.accept(of(5, 1, "b"));

    var refusal = assertThrows(StaleTermException.class, () -> obedience.accept(of(4, 99, "a")));

    assertEquals(4, refusal.refusedTerm());
    assertEquals(5, refusal.obeyedTerm());
    assertEquals("refused term 4: this node obeys term 5 of b", refusal.getMessage());
    assertEquals(1, obedience.refused());
    assertEquals(1, obedience.applied());
  }

  @Test
  void aNewTermBeginsItsRoundsAnew() {
    obedience.accept(of(1, 70, "a"));

    obedience.accept(of(2, 1, "b"));
    assertEquals(2, obedience.term());
    assertEquals("b", obedience.master());
  }

  @Test
  void aSecondMasterOfOneTermIsRefusedWhateverItsRound() {
    obedience.accept(of(3, 1, "a"));

    var refusal = assertThrows(StaleTermException.class, () -> obedience.accept(of(3, 2, "b")));

    assertEquals(3, refusal.refusedTerm());
    assertEquals(3, refusal.obeyedTerm());
    assertEquals("a", obedience.master());
    obedience.accept(of(3, 2, "a")); // the refused round is still to be applied
  }

  @Test
  void anAnonymousSenderSharesATermUntilANameIsHeard() {
    obedience.accept(of(1, 1, ""));
    assertEquals("", obedience.master());
    obedience.accept(of(1, 2, "a"));
    obedience.accept(of(1, 3, "")); // it may be the same
    assertEquals("a", obedience.master());
    assertThrows(StaleTermException.class, () -> obedience.accept(of(1, 4, "b")));
  }

  @Test
  void hearingOfANewMasterIsEnoughToRefuseTheOldOne() {
    obedience.accept(of(1, 1, "a"));
    obedience.hear(2, "b", 0);

    assertThrows(StaleTermException.class, () -> obedience.accept(of(1, 2, "a")));
    obedience.accept(of(2, 0, "b")); // hearing applied nothing
  }

  @Provide
  Arbitrary<List<Adjustment>> calls() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4),
            Arbitraries.longs().between(0, 5),
            Arbitraries.of("a", "b", "c"))
        .as(TermFenceTest::of)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void noSequenceOfCallsMakesANodeObeyTwoMastersOfATermOrAnOlderTermOrARoundTwice(
      @ForAll("calls") List<Adjustment> calls) {
    var node = new TermFence();
    List<Adjustment> obeyed = new ArrayList<>();
    for (Adjustment call : calls) {
      try {
        node.accept(call);
        obeyed.add(call);
      } catch (OvertakenException e) {
        assertTrue(call.term() == node.term(), e.getMessage());
      } catch (StaleTermException e) {
        assertTrue(e.refusedTerm() <= e.obeyedTerm(), e.getMessage());
      }
    }

    Map<Long, String> masters = new HashMap<>();
    Set<List<Long>> rounds = new HashSet<>();
    long newest = 0;
    for (Adjustment call : obeyed) {
      assertTrue(call.term() >= newest, "an older term was obeyed");
      newest = call.term();
      masters.putIfAbsent(call.term(), call.master());
      assertEquals(masters.get(call.term()), call.master());
      assertTrue(rounds.add(List.of(call.term(), call.round())), "applied twice");
    }
    assertEquals(obeyed.size(), node.applied());
  }

  @Test
  void aTermThatThereCannotBeIsRefusedAndForgotten() {
    TermFence fence = new TermFence();
    fence.hear(5, "a", 1);

    assertThrows(StaleTermException.class, () -> fence.hear(Long.MAX_VALUE, "z", 1));
    fence.hear(6, "b", 1);

    assertEquals(6, fence.term());
    fence.hear(6 + TermLimit.LARGEST_STEP, "a", 1);
    assertEquals(6 + TermLimit.LARGEST_STEP, fence.term());
  }
}
