package berkeley.bench.liar;

import berkeley.master.Agreements;
import berkeley.simulator.RunResult;
import berkeley.simulator.Simulation;
import berkeley.simulator.scenario.Scenario;
import berkeley.simulator.scenario.Scenarios;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;

/**
 * Measures one liar of seven, for many sizes of its lie, in virtual time.
 *
 * <p>It is the liar that is hardest to detect: it keeps the time, adds a constant to each of its
 * answers, and subtracts that from the corrections that follow. How far it moves the others is
 * exact: the same run with the same seed is repeated with a lie of zero, and the common times are
 * compared, second by second.
 */
final class LiarSweep {
  private static final List<String> LIES =
      List.of(
          "1us", "3us", "10us", "30us", "100us", "300us", "1ms", "3ms", "10ms", "30ms", "100ms",
          "300ms", "1s", "3s", "10s", "30s", "2m", "6m", "20m", "1h");
  private static final String NO_LIE = "0s";

  /** The range in which clocks begin. */
  private static final Duration RANGE = Duration.ofMillis(200);

  private final LiarSettings settings;

  /** When the liar begins. */
  enum Beginning {
    /** The cluster starts with it: its first vote is one of seven newcomers'. */
    START,
    /** A member of a running cluster turns. */
    TURN
  }

  /**
   * The effect of a lie.
   *
   * @param average the strategy
   * @param movedNanos how far the others' common time moved at most
   * @param boundNanos the honest error: of a running cluster the bound that the others reported in
   *     the median, without the lie; at a start the range in which their clocks are, since there is
   *     no common time yet
   */
  record Point(
      String average, Beginning beginning, Duration lie, double movedNanos, double boundNanos) {}

  LiarSweep(LiarSettings settings) {
    this.settings = settings;
  }

  /** Returns all strategies' points, each strategy's by the size of the lie. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (String average : Agreements.names()) {
      for (Beginning beginning : Beginning.values()) {
        points.addAll(points(average, beginning));
      }
    }
    return points;
  }

  private List<Point> points(String average, Beginning beginning) {
    List<List<Point>> bySeed =
        LongStream.range(Simulation.FIRST_SEED, Simulation.FIRST_SEED + settings.seeds())
            .parallel()
            .mapToObj(seed -> points(average, beginning, seed))
            .toList();
    List<Point> worst = new ArrayList<>();
    for (int i = 0; i < LIES.size(); i++) {
      int lie = i;
      worst.add(
          bySeed.stream()
              .map(points -> points.get(lie))
              .max((a, b) -> Double.compare(a.movedNanos(), b.movedNanos()))
              .orElseThrow());
    }
    return worst;
  }

  private List<Point> points(String average, Beginning beginning, long seed) {
    HonestTime honest = new HonestTime(settings.duration().toNanos() / 2);
    RunResult without = Simulation.run(scenario(average, beginning, NO_LIE), seed, honest);
    List<Point> points = new ArrayList<>();
    for (String lie : LIES) {
      HonestTime moved = new HonestTime(settings.duration().toNanos() / 2);
      Simulation.run(scenario(average, beginning, lie), seed, moved);
      points.add(
          new Point(
              average,
              beginning,
              Units.duration(lie),
              moved.farthestFrom(honest),
              beginning == Beginning.START ? RANGE.toNanos() : without.boundMedianNanos()));
    }
    return points;
  }

  private Scenario scenario(String average, Beginning beginning, String lie) {
    Duration from = beginning == Beginning.START ? Duration.ZERO : settings.duration().dividedBy(2);
    Properties properties = new Properties();
    properties.setProperty("slaves", "7");
    properties.setProperty("period", "1s");
    properties.setProperty("duration", Units.text(settings.duration()));
    properties.setProperty("initial.offset", Units.text(RANGE.dividedBy(2)));
    properties.setProperty("average", average);
    properties.setProperty("deceptions", "1:%s@%s".formatted(lie, Units.text(from)));
    return Scenarios.of("one liar in seven", properties);
  }
}
