package berkeley.node.discipline;

import java.util.Arrays;

/**
 * A bank of {@link EdgeFilter}s, one for each wander and kind of edge, weighted by how well they
 * predict.
 *
 * <p>Problem: how long to remember depends on how much the oscillator wanders, and how sharp the
 * edges are on the network; neither is known, and both change. Idea: run every combination and
 * weigh each by the likelihood of what it did not yet know, with a memory that fades. A member that
 * predicts far worse than the best one takes over its state: so the fast ones, which follow a step
 * at once, re-seed the slow ones, which then make the new estimate precise. A step of frequency
 * needs no other detection, and a change of the path little: one kind of edge expects the path to
 * change at any time. Limits: between the wanders given it interpolates by mixing. A small step of
 * phase is taken for a short burst of frequency.
 *
 * <p>Sources: D. Magill, Optimal Adaptive Estimation of Sampled Stochastic Processes, IEEE TAC 10,
 * 1965 (the bank); P. Andersson, Adaptive Forgetting in Recursive Identification through Multiple
 * Models, Int. J. Control 42, 1985 (re-seeding the worst).
 */
final class FilterBank {
  /**
   * Edge softness as a share of the jitter: very sharp, less sharp, close to normal noise, and for
   * a path that has just changed.
   */
  private static final double[] SOFTNESS = {0.003, 0.03, 0.3, 0.03};

  /**
   * Growth of the path's variance per sample as a share of the jitter's square: 1 % of the jitter
   * in 1,000 samples, or a third at once.
   */
  private static final double[] FLOOR_GROWTH = {1e-7, 1e-7, 1e-7, 0.1};

  /**
   * A member this much less likely than the leader, as a logarithm, is re-seeded; this limits how
   * long it takes until it can lead again.
   */
  private static final double HOPELESS = -12;

  private static final double LEAST_WEIGHT = StrictMath.exp(HOPELESS);

  private final EdgeFilter[] members;
  private final double[] wanderVariance;
  private final double[] softness;
  private final double[] floorGrowth;
  private final double[] lnWeight;
  private final double[] weight;
  private final double keep;
  private final double readingVariance;

  private double phaseNanos;
  private double ratio;
  private double floorNanos;
  private double phaseVariance;
  private double phaseRatio;
  private double ratioVariance;
  private double floorVariance;

  FilterBank(ServoSettings settings) {
    int n = settings.wanderMembers() * SOFTNESS.length;
    members = new EdgeFilter[n];
    wanderVariance = new double[n];
    softness = new double[n];
    floorGrowth = new double[n];
    lnWeight = new double[n];
    weight = new double[n];
    keep = 1 - 1.0 / settings.memorySamples();
    readingVariance = settings.readingNanos() * settings.readingNanos();
    double span = settings.fastestWander() / settings.slowestWander();
    for (int i = 0; i < n; i++) {
      int step = i / SOFTNESS.length;
      double part = step / (settings.wanderMembers() - 1.0);
      double wander = settings.slowestWander() * StrictMath.pow(span, part);
      wanderVariance[i] = wander * wander * 1e-9;
      softness[i] = SOFTNESS[i % SOFTNESS.length];
      floorGrowth[i] = FLOOR_GROWTH[i % SOFTNESS.length];
      members[i] = new EdgeFilter();
    }
  }

  /** Sets all members to this state, with equal weights. */
  void start(EdgeFilter state) {
    for (EdgeFilter m : members) {
      m.copy(state);
    }
    Arrays.fill(lnWeight, 0);
    Arrays.fill(weight, 1.0 / members.length);
    mix();
  }

  /** Sets the path of all members. */
  void moveFloor(double nanos, double deviation) {
    for (EdgeFilter m : members) {
      m.moveFloor(nanos, deviation);
    }
    mix();
  }

  /**
   * Advances by {@code ticks} and updates all members by the exchange found there; see {@link
   * EdgeFilter#observe}.
   */
  void sample(double ticks, double measuredNanos, double halfRttNanos, double jitterNanos) {
    int leader = 0;
    for (int i = 0; i < members.length; i++) {
      double soft = softness[i] * jitterNanos;
      members[i].advance(ticks, wanderVariance[i], floorGrowth[i] * jitterNanos * jitterNanos);
      lnWeight[i] =
          keep * lnWeight[i]
              + members[i].observe(
                  measuredNanos, halfRttNanos, jitterNanos, soft * soft + readingVariance);
      leader = lnWeight[i] > lnWeight[leader] ? i : leader;
    }
    weigh(leader);
    mix();
  }

  private void weigh(int leader) {
    double top = lnWeight[leader];
    double sum = 0;
    for (int i = 0; i < members.length; i++) {
      lnWeight[i] -= top;
      if (!(lnWeight[i] >= HOPELESS)) {
        lnWeight[i] = HOPELESS;
        members[i].copy(members[leader]);
      }
      weight[i] = lnWeight[i] == HOPELESS ? LEAST_WEIGHT : StrictMath.exp(lnWeight[i]);
      sum += weight[i];
    }
    for (int i = 0; i < members.length; i++) {
      weight[i] /= sum;
    }
  }

  /** Computes mean and variance of the mixture. */
  private void mix() {
    phaseNanos = 0;
    ratio = 0;
    floorNanos = 0;
    for (int i = 0; i < members.length; i++) {
      phaseNanos += weight[i] * members[i].phaseNanos;
      ratio += weight[i] * members[i].ratio;
      floorNanos += weight[i] * members[i].floorNanos;
    }
    phaseVariance = 0;
    phaseRatio = 0;
    ratioVariance = 0;
    floorVariance = 0;
    for (int i = 0; i < members.length; i++) {
      EdgeFilter m = members[i];
      double phaseOff = m.phaseNanos - phaseNanos;
      double ratioOff = m.ratio - ratio;
      double floorOff = m.floorNanos - floorNanos;
      phaseVariance += weight[i] * (m.phaseVariance + phaseOff * phaseOff);
      phaseRatio += weight[i] * (m.phaseRatio + phaseOff * ratioOff);
      ratioVariance += weight[i] * (m.ratioVariance + ratioOff * ratioOff);
      floorVariance += weight[i] * (m.floorVariance + floorOff * floorOff);
    }
  }

  boolean isFinite() {
    return Double.isFinite(phaseNanos) && Double.isFinite(ratio) && Double.isFinite(floorNanos);
  }

  double phaseNanosAfter(double ticks) {
    return phaseNanos + ratio * ticks;
  }

  double ratio() {
    return ratio;
  }

  double floorNanos() {
    return floorNanos;
  }

  double floorDeviation() {
    return StrictMath.sqrt(floorVariance);
  }

  double ratioDeviation() {
    return StrictMath.sqrt(ratioVariance);
  }

  /**
   * Returns the standard deviation of the phase {@code ticks} from now, 0 or more of them, with the
   * wander that the members expect until then.
   */
  double phaseDeviationAfter(double ticks) {
    double wandered = 0;
    for (int i = 0; i < members.length; i++) {
      wandered += weight[i] * wanderVariance[i];
    }
    double known = phaseVariance + ticks * (2 * phaseRatio + ticks * ratioVariance);
    return StrictMath.sqrt(known + wandered * ticks * ticks * ticks / 3);
  }
}
