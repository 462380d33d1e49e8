package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import berkeley.api.environment.EventLoop;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.StaleTermException;
import berkeley.node.driver.MastershipListener;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A timeline: ticks are set by hand, looks are taken by hand, ZooKeeper is made of answers. */
class LatchElectionTest {

  private static final long PROMISE = 100;

  private final AtomicLong ticks = new AtomicLong();
  private final AtomicLong counter = new AtomicLong();
  private final MastershipListener office = mock(MastershipListener.class);
  private final LatchParticipant place = mock(LatchParticipant.class);
  private final TermCounter terms = mock(TermCounter.class);
  private LatchElection contender;

  @BeforeEach
  void aContenderWhosePlaceIsNotTheFirst() throws Exception {
    LeaseHolder claim = new LeaseHolder(ticks::get);
    contender =
        new LatchElection(
                "a",
                claim,
                () -> PROMISE / 4,
                mock(ScheduledExecutorService.class),
                mock(EventLoop.class))
            .with(new LatchWatch("a", office, place, terms, claim, () -> PROMISE, ticks::get));
    when(place.isTaken()).thenReturn(true);
    when(place.isThere()).thenReturn(true);
    when(place.isConfirmed()).thenReturn(true);
    when(place.node()).thenReturn(Optional.of("/latch/a"));
    when(terms.raise("/latch/a", 0)).thenAnswer(call -> next(0));
    when(terms.raise("/latch/a", 40)).thenAnswer(call -> next(40));
  }

  private OptionalLong next(long floor) {
    return OptionalLong.of(counter.updateAndGet(last -> Math.max(last, floor) + 1));
  }

  private void lookAt(long tick) {
    ticks.set(tick);
    contender.look();
  }

  private void lead() {
    when(place.isFirst()).thenReturn(true);
    lookAt(0);
    assertTrue(contender.leads());
  }

  @Test
  void leadsWhenItsPlaceIsTheFirst() {
    lookAt(0);
    verifyNoInteractions(office);
    assertFalse(contender.leads());

    lead();
    verify(office).lead(1);
    assertEquals(PROMISE, contender.leadsUntilTicks());
  }

  @Test
  void goesOnForAsLongAsZooKeeperConfirmsThePlace() {
    lead();
    for (long tick = 50; tick <= 1_000; tick += 50) {
      lookAt(tick);
      assertTrue(contender.leads());
      assertEquals(tick + PROMISE, contender.leadsUntilTicks());
    }
    verify(office, never()).stepDown(anyLong());
  }

  @Test
  void anAnswerIsAPromiseFromTheQuestionOn() throws Exception {
    lead();
    when(place.isConfirmed())
        .thenAnswer(
            question -> {
              ticks.addAndGet(30);
              return true;
            });

    lookAt(50);

    assertEquals(50 + PROMISE, contender.leadsUntilTicks());
  }

  @Test
  void stopsByItselfWhenZooKeeperDoesNotAnswer() throws Exception {
    lead();
    when(place.isConfirmed()).thenThrow(new KeeperException.ConnectionLossException());

    lookAt(50);
    assertTrue(contender.leads());
    ticks.set(PROMISE);
    assertFalse(contender.leads(), "nobody had to look for that");

    lookAt(PROMISE + 1);
    verify(office).stepDown(1);
  }

  @Test
  void aProcessThatWasStoppedLeadsNoLongerBeforeItHasLearntAnything() {
    lead();
    ticks.set(1_000_000);

    assertFalse(contender.leads());
    assertEquals(Long.MIN_VALUE, contender.leadsUntilTicks());
  }

  @Test
  void anAnswerThatComesTooLateProlongsNothing() throws Exception {
    lead();
    when(place.isConfirmed())
        .thenAnswer(
            question -> {
              ticks.set(2 * PROMISE);
              return true;
            });

    lookAt(50);
    assertFalse(contender.leads());

    contender.look();
    verify(office).stepDown(1);
    verify(office).lead(2);
  }

  @Test
  void stopsAtOnceWhenTheConnectionBreaksAndTakesANewTermAfterwards() {
    lead();

    contender.disconnected();
    assertFalse(contender.leads());

    lookAt(10);
    var order = inOrder(office);
    order.verify(office).lead(1);
    order.verify(office).stepDown(1);
    order.verify(office).lead(2);
    assertTrue(contender.leads());
  }

  @Test
  void aConnectionThatBreaksWhileTheTermIsRaisedLeavesNoMaster() throws Exception {
    when(place.isFirst()).thenReturn(true);
    when(terms.raise("/latch/a", 0))
        .thenAnswer(
            question -> {
              contender.disconnected();
              return OptionalLong.of(5);
            });

    lookAt(0);

    assertFalse(contender.leads());
    verify(office, never()).lead(anyLong());
  }

  @Test
  void doesNotLeadWithoutATerm() throws Exception {
    when(place.isFirst()).thenReturn(true);
    when(terms.raise("/latch/a", 0)).thenReturn(OptionalLong.empty());
    lookAt(0);
    when(terms.raise("/latch/a", 0)).thenThrow(new KeeperException.BadVersionException());
    lookAt(10);

    assertFalse(contender.leads());
    verifyNoInteractions(office);
  }

  @Test
  void aPlaceThatWasTakenAwayIsTakenAnew() throws Exception {
    lead();
    when(place.isThere()).thenReturn(false);
    when(place.isConfirmed()).thenReturn(false);

    lookAt(10);
    assertFalse(contender.leads());
    verify(office).stepDown(1);
    verify(place, never()).take();

    lookAt(20);
    lookAt(30);
    lookAt(40);
    verify(place, times(1)).take();
  }

  @Test
  void theFirstLookTakesAPlace() throws Exception {
    when(place.isTaken()).thenReturn(false);
    when(place.isThere()).thenReturn(false);

    lookAt(0);

    verify(place).take();
  }

  @Test
  void leadsAboveATermThatAMemberObeys() {
    lead();

    contender.refused(new StaleTermException(1, 40, "b"));
    assertFalse(contender.leads());

    lookAt(10);
    verify(office).stepDown(1);
    verify(office).lead(41);
  }

  @Test
  void aRefusalDuringTheBeginningIsHeededToo() {
    doAnswer(
            call -> {
              contender.refused(new StaleTermException(1, 40, "b"));
              return null;
            })
        .when(office)
        .lead(1);
    when(place.isFirst()).thenReturn(true);

    lookAt(0);
    assertFalse(contender.leads());
    lookAt(10);

    verify(office).lead(41);
    assertTrue(contender.leads());
  }

  @Test
  void aCorrectionOfANewerTermEndsItsMastership() {
    lead();

    contender.admit(adjustment(1, "a"));
    assertTrue(contender.leads(), "its own");
    contender.admit(adjustment(2, "b"));
    assertFalse(contender.leads());
  }

  private static Adjustment adjustment(long term, String master) {
    return new Adjustment(0, 0, 0, term, 1, 0, master, 0);
  }

  /** A refusal of what it sent in an earlier term may come late. */
  @Test
  void aRefusalByWhoObeysAnOlderTermChangesNothing() {
    lead();
    contender.disconnected();
    lookAt(10);
    assertTrue(contender.leads(), "in term 2");

    contender.refused(new StaleTermException(0, 1, "b"));

    assertTrue(contender.leads());
  }

  @Test
  void stepsDownOnlyIfItLeads() {
    assertFalse(contender.stepDown());

    lead();
    assertTrue(contender.stepDown());
    assertFalse(contender.leads());
    assertFalse(contender.stepDown());
  }
}
