package berkeley.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyBoolean;
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

/** A timeline: ticks are set by the test, checks are made by the test, ZooKeeper is mocked. */
class LatchElectionTest {

  private static final long LEASE = 100;

  private final AtomicLong ticks = new AtomicLong();
  private final AtomicLong counter = new AtomicLong();
  private final MastershipListener listener = mock(MastershipListener.class);
  private final LatchParticipant place = mock(LatchParticipant.class);
  private final TermCounter terms = mock(TermCounter.class);
  private LatchElection participant;

  @BeforeEach
  void aParticipantWhosePlaceIsNotTheFirst() throws Exception {
    LeaseHolder leaseHolder = new LeaseHolder(ticks::get);
    participant =
        new LatchElection(
                "a",
                leaseHolder,
                () -> LEASE / 4,
                () -> LEASE,
                mock(ScheduledExecutorService.class),
                mock(EventLoop.class))
            .with(
                new LatchWatch("a", listener, place, terms, leaseHolder, () -> LEASE, ticks::get));
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
    participant.check();
  }

  private void lead() {
    when(place.isFirst()).thenReturn(true);
    lookAt(0);
    assertTrue(participant.leads());
  }

  @Test
  void leadsWhenItsPlaceIsTheFirst() {
    lookAt(0);
    verifyNoInteractions(listener);
    assertFalse(participant.leads());

    lead();
    verify(listener).lead(1, false);
    assertEquals(LEASE, participant.leadsUntilTicks());
  }

  @Test
  void goesOnForAsLongAsZooKeeperConfirmsThePlace() {
    lead();
    for (long tick = 50; tick <= 1_000; tick += 50) {
      lookAt(tick);
      assertTrue(participant.leads());
      assertEquals(tick + LEASE, participant.leadsUntilTicks());
    }
    verify(listener, never()).stepDown(anyLong());
  }

  @Test
  void anAnswerGivesALeaseFromItsRequestOn() throws Exception {
    lead();
    when(place.isConfirmed())
        .thenAnswer(
            question -> {
              ticks.addAndGet(30);
              return true;
            });

    lookAt(50);

    assertEquals(50 + LEASE, participant.leadsUntilTicks());
  }

  @Test
  void stopsByItselfWhenZooKeeperDoesNotAnswer() throws Exception {
    lead();
    when(place.isConfirmed()).thenThrow(new KeeperException.ConnectionLossException());

    lookAt(50);
    assertTrue(participant.leads());
    ticks.set(LEASE);
    assertFalse(participant.leads(), "nobody had to look for that");

    lookAt(LEASE + 1);
    verify(listener).stepDown(1);
  }

  @Test
  void aProcessThatWasStoppedNoLongerLeadsEvenBeforeItsNextCheck() {
    lead();
    ticks.set(1_000_000);

    assertFalse(participant.leads());
    assertEquals(Long.MIN_VALUE, participant.leadsUntilTicks());
  }

  @Test
  void anAnswerThatComesTooLateExtendsNothing() throws Exception {
    lead();
    when(place.isConfirmed())
        .thenAnswer(
            question -> {
              ticks.set(2 * LEASE);
              return true;
            });

    lookAt(50);
    assertFalse(participant.leads());

    participant.check();
    verify(listener).stepDown(1);
    verify(listener).lead(2, false);
  }

  @Test
  void stopsAtOnceWhenTheConnectionBreaksAndTakesANewTermAfterwards() {
    lead();

    participant.disconnected();
    assertFalse(participant.leads());

    lookAt(10);
    var order = inOrder(listener);
    order.verify(listener).lead(1, false);
    order.verify(listener).stepDown(1);
    order.verify(listener).lead(2, false);
    assertTrue(participant.leads());
  }

  @Test
  void aConnectionThatBreaksWhileTheTermIsRaisedLeavesNoMaster() throws Exception {
    when(place.isFirst()).thenReturn(true);
    when(terms.raise("/latch/a", 0))
        .thenAnswer(
            question -> {
              participant.disconnected();
              return OptionalLong.of(5);
            });

    lookAt(0);

    assertFalse(participant.leads());
    verify(listener, never()).lead(anyLong(), anyBoolean());
  }

  @Test
  void doesNotLeadWithoutATerm() throws Exception {
    when(place.isFirst()).thenReturn(true);
    when(terms.raise("/latch/a", 0)).thenReturn(OptionalLong.empty());
    lookAt(0);
    when(terms.raise("/latch/a", 0)).thenThrow(new KeeperException.BadVersionException());
    lookAt(10);

    assertFalse(participant.leads());
    verifyNoInteractions(listener);
  }

  @Test
  void aPlaceThatWasRemovedIsTakenAgain() throws Exception {
    lead();
    when(place.isThere()).thenReturn(false);
    when(place.isConfirmed()).thenReturn(false);

    lookAt(10);
    assertFalse(participant.leads());
    verify(listener).stepDown(1);
    verify(place, never()).take();

    lookAt(20);
    lookAt(30);
    lookAt(40);
    verify(place, times(1)).take();
  }

  @Test
  void theFirstCheckTakesAPlace() throws Exception {
    when(place.isTaken()).thenReturn(false);
    when(place.isThere()).thenReturn(false);

    lookAt(0);

    verify(place).take();
  }

  @Test
  void leadsAboveATermThatAMemberObeys() {
    lead();

    participant.refused(new StaleTermException(1, 40, "b"));
    assertFalse(participant.leads());

    lookAt(10);
    verify(listener).stepDown(1);
    verify(listener).lead(41, false);
  }

  @Test
  void aRefusalWhileAMastershipBeginsEndsItToo() {
    doAnswer(
            call -> {
              participant.refused(new StaleTermException(1, 40, "b"));
              return null;
            })
        .when(listener)
        .lead(1, false);
    when(place.isFirst()).thenReturn(true);

    lookAt(0);
    assertFalse(participant.leads());
    lookAt(10);

    verify(listener).lead(41, false);
    assertTrue(participant.leads());
  }

  @Test
  void aCorrectionOfANewerTermEndsItsMastership() {
    lead();

    participant.admit(adjustment(1, "a"));
    assertTrue(participant.leads(), "its own");
    participant.admit(adjustment(2, "b"));
    assertFalse(participant.leads());
  }

  private static Adjustment adjustment(long term, String master) {
    return new Adjustment(0, 0, 0, term, 1, 0, master);
  }

  // A refusal of a correction of an earlier term may arrive late.
  @Test
  void aRefusalByANodeThatObeysAnOlderTermChangesNothing() {
    lead();
    participant.disconnected();
    lookAt(10);
    assertTrue(participant.leads(), "in term 2");

    participant.refused(new StaleTermException(0, 1, "b"));

    assertTrue(participant.leads());
  }

  @Test
  void stepsDownOnlyIfItLeads() {
    assertFalse(participant.stepDown());

    lead();
    assertTrue(participant.stepDown());
    assertFalse(participant.leads());
    assertFalse(participant.stepDown());
  }
}
