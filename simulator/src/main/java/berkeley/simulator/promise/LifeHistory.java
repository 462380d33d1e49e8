package berkeley.simulator.promise;

/** What was seen of one life, for the checks that compare its observations with one another. */
final class LifeHistory {

  final NodeLife life;
  final LifeExcuses excuses;
  final Monotonicity monotonicity;
  final Fencing fencing;
  final Rates rates;
  final long firstSeenNanos;

  /** Until this true time its intervals do not narrow the set of cluster times. */
  long doubtedUntilNanos = Long.MIN_VALUE;

  LifeHistory(
      NodeLife life,
      LifeExcuses excuses,
      long firstSeenNanos,
      PromiseSettings settings,
      ViolationLog log) {
    this.life = life;
    this.excuses = excuses;
    this.firstSeenNanos = firstSeenNanos;
    monotonicity = new Monotonicity(life, log);
    fencing = new Fencing(life, settings, log);
    rates = new Rates(life, settings, log);
  }
}
