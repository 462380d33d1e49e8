package berkeley.harness.conformance;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.StaleTermException;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A clock of ours that a master under examination reads and corrects: it steps, remembers what it
 * was asked and told, and can be made to misbehave. Safe for use by several threads.
 */
final class WatchedClock implements ClockRemote {

  private static final long LONGEST_HANG_SECONDS = 60;

  private final LongSupplier ticks;
  private final List<Read> reads = new ArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private long shiftNanos;
  private long lieNanos;
  private boolean throwing;
  private int thrown;
  private Optional<CountDownLatch> hanging = Optional.empty();

  /** A reading that it gave: its ticks then, and the answer. */
  record Read(long ticks, long nanos) {}

  /**
   * A correction that it was sent.
   *
   * @param ticks when
   * @param adjustment what
   * @param read the reading from which it was computed, empty if it gave none such
   */
  record Told(long ticks, Adjustment adjustment, Optional<Read> read) {

    /** Returns where the correction puts cluster time, ahead of the ticks. */
    long agreedOffset() {
      return adjustment.targetNanos() - read.orElseThrow().ticks();
    }
  }

  /**
   * Creates a clock.
   *
   * @param ticks what it runs on
   * @param startNanos what it shows now, in nanoseconds since the Unix epoch
   */
  WatchedClock(LongSupplier ticks, long startNanos) {
    this.ticks = ticks;
    this.shiftNanos = startNanos - ticks.getAsLong();
  }

  @Override
  public long getTime() throws RemoteException {
    Optional<CountDownLatch> hang;
    synchronized (this) {
      if (throwing) {
        thrown++;
        throw new RemoteException("a clock that fails, to try its master");
      }
      hang = hanging;
    }
    if (hang.isPresent()) {
      await(hang.get());
    }
    synchronized (this) {
      long now = ticks.getAsLong();
      Read read = new Read(now, now + shiftNanos + lieNanos);
      reads.add(read);
      return read.nanos();
    }
  }

  private static void await(CountDownLatch end) throws RemoteException {
    try {
      if (!end.await(LONGEST_HANG_SECONDS, TimeUnit.SECONDS)) {
        throw new RemoteException("a clock that hangs, to try its master");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteException("interrupted", e);
    }
  }

  @Override
  public synchronized void adjust(Adjustment delta) {
    Optional<Read> read =
        reads.stream().filter(each -> each.nanos() == delta.readingNanos()).findFirst();
    Optional<Adjustment> newest = newest().map(Told::adjustment);
    told.add(new Told(ticks.getAsLong(), delta, read));
    if (newest.isPresent()) {
      Adjustment before = newest.get();
      if (delta.term() < before.term()) {
        throw new StaleTermException(delta.term(), before.term(), before.master());
      }
    }
    shiftNanos += delta.deltaNanos();
  }

  /** Returns how far it is ahead of its ticks. */
  synchronized long offset() {
    return shiftNanos;
  }

  /** Returns how many readings it has given. */
  synchronized int readCount() {
    return reads.size();
  }

  /** Returns what it was told so far. */
  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  private synchronized Optional<Told> newest() {
    return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1));
  }

  /** Lets {@code getTime()} fail, or not. */
  synchronized void failing(boolean fails) {
    throwing = fails;
  }

  /** Returns how often it has failed. */
  synchronized int failures() {
    return thrown;
  }

  /** Lets {@code getTime()} hang until {@link #goOn}. */
  synchronized void hang() {
    hanging = Optional.of(new CountDownLatch(1));
  }

  /** Ends the hanging. */
  synchronized void goOn() {
    hanging.ifPresent(CountDownLatch::countDown);
    hanging = Optional.empty();
  }

  /** Answers with a time so far ahead of its own. */
  synchronized void lie(long nanos) {
    lieNanos = nanos;
  }
}
