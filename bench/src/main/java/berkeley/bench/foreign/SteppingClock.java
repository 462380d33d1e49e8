package berkeley.bench.foreign;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that is set by steps: an oscillator and what it was corrected by so far. */
final class SteppingClock implements ForeignClock {
  private final ForeignOscillator oscillator;
  private final AtomicLong correction = new AtomicLong();

  SteppingClock(ForeignOscillator oscillator) {
    this.oscillator = oscillator;
  }

  @Override
  public long nanos() {
    return oscillator.nanos() + correction.get();
  }

  @Override
  public boolean isInMillis() {
    return false;
  }

  @Override
  public void step(long nanos) {
    oscillator.step(nanos);
  }

  ForeignOscillator oscillator() {
    return oscillator;
  }

  /** Adds a correction. */
  void adjust(long deltaNanos) {
    correction.addAndGet(deltaNanos);
  }
}
