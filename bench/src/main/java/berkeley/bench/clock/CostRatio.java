package berkeley.bench.clock;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * The cost of one read in units of another.
 *
 * <p>Both are taken from the same round, seconds apart, since a busy machine is slower in some
 * minutes than in others.
 *
 * @param median over the rounds
 * @param least of all rounds
 * @param most of all rounds
 */
record CostRatio(double median, double least, double most) {

  static CostRatio of(List<Map<String, ReadCost>> rounds, String one, String other) {
    double[] sorted =
        rounds.stream()
            .mapToDouble(round -> least(round, one) / least(round, other))
            .sorted()
            .toArray();
    return new CostRatio(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  private static double least(Map<String, ReadCost> round, String read) {
    return requireNonNull(round.get(read)).leastNanos();
  }

  @Override
  public String toString() {
    return "%.2f (%.2f to %.2f)".formatted(median, least, most);
  }
}
