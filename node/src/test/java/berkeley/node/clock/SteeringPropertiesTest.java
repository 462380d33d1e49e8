package berkeley.node.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Ticks;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a clock is told, and whenever: its time is continuous, rises, and keeps its limit. */
class SteeringPropertiesTest {

  private static final double LIMIT = 500e-6;
  private static final double FASTEST = 1 + LIMIT + 2e-3;
  private static final long START = 1_700_000_000_000_000_000L;

  /** One thing done to a clock, so long after the one before. */
  private record Move(long pauseNanos, Kind kind, long offsetNanos, int ppb) {

    private enum Kind {
      READ,
      SLEW,
      STEP
    }

    Course course(long ticks) {
      var estimate = new Line(ticks, START + ticks + offsetNanos, ppb * 1e-9);
      return new Course(estimate, ErrorBound.NONE, LIMIT, 50_000_000, Standings.SHOWN);
    }
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    Arbitrary<Long> pauses =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 1_000),
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.longs().between(0, 10_000_000_000L));
    Arbitrary<Long> offsets =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-100, 100),
            Arbitraries.longs().between(-1_000_000, 1_000_000),
            Arbitraries.longs().between(-3_600_000_000_000L, 3_600_000_000_000L));
    Arbitrary<Move.Kind> kinds =
        Arbitraries.of(Move.Kind.READ, Move.Kind.READ, Move.Kind.SLEW, Move.Kind.SLEW);
    Arbitrary<Integer> rates = Arbitraries.integers().between(-2_000_000, 2_000_000);
    return Combinators.combine(pauses, kinds, offsets, rates).as(Move::new).list().ofMaxSize(40);
  }

  /** An oscillator that is off in rate from the beginning. */
  private record Drifting(ManualTicks host, double ratio) implements Ticks {

    @Override
    public long hostNanos() {
      return host.getAsLong();
    }

    @Override
    public long at(long hostNanos) {
      return hostNanos + (long) (hostNanos * ratio);
    }
  }

  @Property
  void timeIsContinuousAndNeverFallsAndNeverRunsFasterThanAllowed(
      @ForAll("moves") List<Move> moves,
      @ForAll @IntRange(min = -200_000, max = 200_000) int driftPpb) {
    var ticks = new ManualTicks(0);
    var clock = new SteeredClock(new Drifting(ticks, driftPpb * 1e-9), START);
    long lastTime = START;
    long lastLocal = 0;
    for (Move move : moves) {
      ticks.pass(move.pauseNanos());
      if (move.kind() == Move.Kind.SLEW) {
        long told = clock.localTicks();
        clock.slew(joint -> move.course(told));
      }
      long time = clock.nanos();
      long elapsed = clock.localTicks() - lastLocal;
      long gained = time - lastTime;

      assertTrue(gained >= Math.floor(elapsed * (2 - FASTEST)) - 4, "too slow: " + gained);
      assertTrue(gained <= Math.ceil(elapsed * FASTEST) + 4, "too fast: " + gained);
      assertTrue(gained >= 0, "back by " + -gained);
      lastTime = time;
      lastLocal += elapsed;
    }
  }

  @Property
  void inTheEndItIsOnTheEstimateAndItsBoundIsKept(@ForAll("moves") List<Move> moves) {
    var ticks = new ManualTicks(0);
    var clock = new SteeredClock(ticks::getAsLong, START);
    moves.forEach(
        move -> {
          ticks.pass(move.pauseNanos());
          long told = clock.localTicks();
          clock.slew(joint -> move.course(told));
        });

    var last = new Line(ticks.getAsLong(), START + ticks.getAsLong() + 7_000, 1e-6);
    clock.slew(joint -> new Course(last, ErrorBound.NONE, LIMIT, 50_000_000, Standings.SHOWN));
    ticks.pass(100L * 24 * 3600 * 1_000_000_000);

    Near.assertNear(last.at(ticks.getAsLong()), clock.nanos(), 4);
    Near.assertNear(last.at(ticks.getAsLong()), clock.estimate().at(ticks.getAsLong()), 4);
    assertEquals(ErrorBound.NONE, clock.bound());
  }

  @Property
  void earlierReadingsAreFoundAgainAcrossSteps(@ForAll("moves") List<Move> moves) {
    var ticks = new ManualTicks(0);
    var clock = new SteeredClock(ticks::getAsLong, START);
    for (Move move : moves) {
      ticks.pass(move.pauseNanos());
      if (move.kind() == Move.Kind.SLEW) {
        clock.step(joint -> move.course(ticks.getAsLong()));
      }
      ticks.pass(1);

      Near.assertNear(ticks.getAsLong(), clock.ticksAt(clock.nanos()), 2);
    }
  }
}
