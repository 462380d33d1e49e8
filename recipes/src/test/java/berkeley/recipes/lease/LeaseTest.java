package berkeley.recipes.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.NodeState;
import berkeley.testing.ManualSynchronizedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final MemoryLeaseStore store = new MemoryLeaseStore();
  private final ManualSynchronizedClock clock = ManualSynchronizedClock.at(NOON);
  private final LeaseManager mine = new LeaseManager(clock, store, "a");
  private final LeaseManager others = new LeaseManager(clock, store, "b");
  private Lease lease;

  @BeforeEach
  void acquire() throws IOException {
    lease = mine.tryAcquire("x", TEN).orElseThrow();
  }

  @Test
  void itIsHeldUntilItsExpiryAndTakenAfterIt() throws IOException {
    assertTrue(lease.isHeld());
    assertEquals(TEN, lease.remaining());
    assertEquals(1, lease.fence());
    clock.setTime(NOON.plus(TEN).minusNanos(1));
    assertTrue(lease.isHeld());
    assertTrue(others.tryAcquire("x", TEN).isEmpty());
    clock.setTime(NOON.plus(TEN));
    assertFalse(lease.isHeld());
    assertTrue(others.tryAcquire("x", TEN).isEmpty(), "cluster time is not past it");
    clock.advance(Duration.ofNanos(1));
    assertEquals(2, others.tryAcquire("x", TEN).orElseThrow().fence());
    assertTrue(others.tryAcquire("y", TEN).isPresent());
  }

  @Test
  void neitherHasItWhileTheTimeIsUncertain() throws IOException {
    clock.setTime(NOON.plus(TEN).minusMillis(2));
    clock.setBound(MILLI.multipliedBy(5));
    assertFalse(lease.isHeld());
    clock.setTime(NOON.plus(TEN).plusMillis(2));
    assertTrue(others.tryAcquire("x", TEN).isEmpty());
    clock.setBound(MILLI);
    assertTrue(others.tryAcquire("x", TEN).isPresent());
  }

  @Test
  void aRenewalPutsTheExpiryOff() throws IOException {
    clock.advance(Duration.ofSeconds(6));
    assertTrue(lease.renew(TEN));
    assertEquals(NOON.plusSeconds(16), lease.expires());
    assertTrue(lease.renew(MILLI), "a shorter one changes nothing");
    assertEquals(NOON.plusSeconds(16), lease.expires());
    assertEquals(1, lease.fence());
  }

  @Test
  void whatMayHaveEndedIsNotRenewed() throws IOException {
    clock.setTime(NOON.plus(TEN));
    assertFalse(lease.renew(TEN));
    assertFalse(lease.isHeld());
    clock.advance(MILLI);
    assertEquals(2, mine.tryAcquire("x", TEN).orElseThrow().fence());
    assertFalse(lease.renew(TEN));
  }

  @Test
  void aFailedRenewalLeavesTheOldExpiry() throws IOException {
    clock.advance(Duration.ofSeconds(1));
    store.fault = MemoryLeaseStore.Fault.BEFORE;
    assertThrows(IOException.class, () -> lease.renew(TEN));
    assertTrue(lease.isHeld());
    assertEquals(NOON.plus(TEN), lease.expires());
  }

  @Test
  void aRenewalOfUnknownOutcomeIsTakenUpByTheNext() throws IOException {
    clock.advance(Duration.ofSeconds(1));
    store.fault = MemoryLeaseStore.Fault.AFTER;
    assertThrows(IOException.class, () -> lease.renew(TEN));
    assertEquals(NOON.plus(TEN), lease.expires());
    clock.advance(Duration.ofSeconds(1));
    assertTrue(lease.renew(TEN));
    assertEquals(NOON.plusSeconds(11), lease.expires());
  }

  @Test
  void oneOfTwoThatSeeItFreeGetsIt() throws IOException {
    clock.setTime(NOON.plus(TEN).plusNanos(1));
    store.beforeReplace =
        () -> {
          try {
            assertEquals(2, others.tryAcquire("x", TEN).orElseThrow().fence());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertEquals(Optional.empty(), mine.tryAcquire("x", TEN));
  }

  @Test
  void givingUpMakesItFreeAtOnce() throws IOException {
    lease.close();
    assertFalse(lease.isHeld());
    assertFalse(lease.renew(TEN));
    assertEquals(2, others.tryAcquire("x", TEN).orElseThrow().fence());
    lease.close();
    assertTrue(mine.tryAcquire("x", TEN).isEmpty());
  }

  @Test
  void aNewcomerHoldsAndTakesNothing() {
    clock.setState(NodeState.NEWCOMER);
    assertFalse(lease.isHeld());
    assertEquals(Duration.ZERO, lease.remaining());
    assertThrows(DateTimeException.class, () -> mine.tryAcquire("x", TEN));
  }

  @Test
  void withoutAnIntervalNothingIsTaken() throws IOException {
    clock.setTime(NOON.plus(TEN).plusNanos(1));
    clock.setState(NodeState.CONTRADICTED);
    assertTrue(others.tryAcquire("x", TEN).isEmpty());
    assertTrue(others.tryAcquire("y", TEN).isEmpty());
  }

  @Test
  void inAnotherEpochItIsHeldNoLonger() throws IOException {
    clock.setEpoch(2);
    assertFalse(lease.isHeld());
    assertEquals(Duration.ZERO, lease.remaining());
    assertFalse(lease.renew(TEN));
  }

  /** Its expiry is an instant of a time that has nothing to do with the observer's. */
  @ParameterizedTest
  @ValueSource(longs = {-3_600, 0, 3_600})
  void aLeaseOfAnotherEpochIsWaitedOut(long secondsAhead) throws IOException {
    ManualSynchronizedClock theirs = inAnotherEpoch(NOON.plusSeconds(secondsAhead));
    LeaseManager strangers = new LeaseManager(theirs, store, "c");
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    theirs.advance(TEN.plus(TEN.dividedBy(32)));
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    theirs.advance(Duration.ofNanos(1));
    assertEquals(2, strangers.tryAcquire("x", TEN).orElseThrow().fence());
  }

  @Test
  void aRenewalInItsOwnEpochIsWaitedOutAnew() throws IOException {
    ManualSynchronizedClock theirs = inAnotherEpoch(NOON);
    LeaseManager strangers = new LeaseManager(theirs, store, "c");
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    clock.advance(Duration.ofSeconds(9));
    assertTrue(lease.renew(TEN));
    theirs.advance(Duration.ofSeconds(11));
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    theirs.advance(Duration.ofSeconds(11));
    assertTrue(strangers.tryAcquire("x", TEN).isPresent());
  }

  @Test
  void whoIsUncertainWaitsLongerForALeaseOfAnotherEpoch() throws IOException {
    ManualSynchronizedClock theirs = inAnotherEpoch(NOON);
    theirs.setBound(Duration.ofSeconds(1));
    LeaseManager strangers = new LeaseManager(theirs, store, "c");
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    theirs.advance(Duration.ofSeconds(12));
    assertTrue(strangers.tryAcquire("x", TEN).isEmpty());
    theirs.advance(Duration.ofSeconds(1));
    assertTrue(strangers.tryAcquire("x", TEN).isPresent());
  }

  /** A holder whose time is ahead of cluster time has until that comes to the expiry. */
  @Test
  void aRecordTellsHowLongItsLeaseLastsAtMost() throws IOException {
    lease.close();
    clock.setBounds(Duration.ofSeconds(2), Duration.ZERO);
    lease = mine.tryAcquire("x", TEN).orElseThrow();
    assertEquals(Duration.ofSeconds(12), store.read("x").orElseThrow().lasts());
    clock.advance(Duration.ofSeconds(1));
    clock.setBounds(Duration.ofSeconds(1), Duration.ZERO);
    assertTrue(lease.renew(TEN));
    assertEquals(Duration.ofSeconds(11), store.read("x").orElseThrow().lasts());
  }

  @Test
  void whatWasGivenUpIsFreeInEachEpoch() throws IOException {
    lease.close();
    LeaseManager strangers = new LeaseManager(inAnotherEpoch(NOON), store, "c");
    assertEquals(2, strangers.tryAcquire("x", TEN).orElseThrow().fence());
  }

  private static ManualSynchronizedClock inAnotherEpoch(Instant now) {
    ManualSynchronizedClock other = ManualSynchronizedClock.at(now);
    other.setEpoch(2);
    return other;
  }

  @Test
  void anotherLifeOfTheSameNameDoesNotHoldIt() throws IOException {
    LeaseManager again = new LeaseManager(clock, store, "a");
    assertTrue(again.tryAcquire("x", TEN).isEmpty());
  }

  @Test
  void aGateRefusesWhatWasBegunUnderAnOlderLease() {
    FenceGate gate = new FenceGate(3);
    assertTrue(gate.admits(3) && gate.admits(5) && gate.admits(5));
    assertFalse(gate.admits(4));
    assertEquals(5, gate.highest());
  }

  @Test
  void lengthsHaveTheirRange() {
    assertThrows(IllegalArgumentException.class, () -> mine.tryAcquire("x", Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> lease.renew(Duration.ofDays(2)));
  }
}
