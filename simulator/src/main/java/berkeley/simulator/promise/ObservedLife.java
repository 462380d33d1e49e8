package berkeley.simulator.promise;

/** What was seen of one life, for the checks that compare its observations with one another. */
final class ObservedLife {

  final NodeLife life;
  final LifeExcuses excuses;
  final MonotonicityCheck monotonicity;
  final Fencing fencing;
  final Rates rates;
  final long firstSeenNanos;

  /** Until this true time its intervals do not narrow the set of cluster times. */
  long doubtedUntilNanos = Long.MIN_VALUE;

  /** How many times all was well, when its width was first looked at since. */
  int calmsSeen;

  /** Until this true time its node time may be on its way back. */
  long returnsUntilNanos = Long.MIN_VALUE;

  ObservedLife(
      NodeLife life,
      LifeExcuses excuses,
      long firstSeenNanos,
      PromiseSettings settings,
      ViolationLog log) {
    this.life = life;
    this.excuses = excuses;
    this.firstSeenNanos = firstSeenNanos;
    monotonicity = new MonotonicityCheck(life, log);
    fencing = new Fencing(life, settings, log);
    rates = new Rates(life, settings, log);
  }
}
