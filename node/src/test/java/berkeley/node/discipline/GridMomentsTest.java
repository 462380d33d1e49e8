package berkeley.node.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class GridMomentsTest {

  record Point(double lnWeight, double phase, double ratio, double floor) {}

  @Property(tries = 300)
  void mean_and_covariance_are_those_of_the_plain_sums(
      @ForAll("points") List<Point> points,
      @ForAll @DoubleRange(min = -5_000, max = 5_000) double lnScale) {
    GridMoments moments = new GridMoments();
    moments.clear();
    // Far beyond what a double holds, as a likelihood of many samples is.
    points.forEach(p -> moments.add(p.lnWeight + lnScale, p.phase, p.ratio, p.floor));
    EdgeFilter state = new EdgeFilter();
    moments.applyTo(state);

    double phase = mean(points, p -> p.phase);
    double ratio = mean(points, p -> p.ratio);
    double floor = mean(points, p -> p.floor);
    assertEquals(phase, state.phaseNanos, 1e-9);
    assertEquals(ratio, state.ratio, 1e-9);
    assertEquals(floor, state.floorNanos, 1e-9);
    assertEquals(mean(points, p -> p.phase * p.ratio) - phase * ratio, state.phaseRatio, 1e-9);
    assertEquals(mean(points, p -> p.phase * p.floor) - phase * floor, state.phaseFloor, 1e-9);
    assertEquals(mean(points, p -> p.ratio * p.floor) - ratio * floor, state.ratioFloor, 1e-9);
    assertEquals(mean(points, p -> p.phase * p.phase) - phase * phase, state.phaseVariance, 1e-9);
    assertEquals(mean(points, p -> p.ratio * p.ratio) - ratio * ratio, state.ratioVariance, 1e-9);
    assertEquals(mean(points, p -> p.floor * p.floor) - floor * floor, state.floorVariance, 1e-9);
  }

  private static double mean(List<Point> points, ToDoubleFunction<Point> of) {
    double sum = points.stream().mapToDouble(p -> Math.exp(p.lnWeight)).sum();
    return points.stream().mapToDouble(p -> Math.exp(p.lnWeight) * of.applyAsDouble(p)).sum() / sum;
  }

  @Provide
  Arbitrary<List<Point>> points() {
    Arbitrary<Double> value = Arbitraries.doubles().between(-10, 10);
    Arbitrary<Double> lnWeight = Arbitraries.doubles().between(-30, 30);
    return Combinators.combine(lnWeight, value, value, value)
        .as(Point::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
