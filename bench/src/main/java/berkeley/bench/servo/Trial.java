package berkeley.bench.servo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs a contender in a world, over seeds; slaves side by side on all processors. */
final class Trial {
  private static final int SLAVES = 10;

  private Trial() {}

  /** One seed. The same arguments give the same figures, to the bit. */
  static Figures run(World world, Contender contender, long seed) {
    double[][] errors =
        IntStream.rangeClosed(1, SLAVES)
            .parallel()
            .mapToObj(i -> new SlaveRun(world, seed, i, contender.newServo().get()).errors())
            .toArray(double[][]::new);
    return Figures.of(errors, world.poll().nextAfterSeconds(new Random(seed)));
  }

  /** The medians over a range of seeds, both ends included. */
  static Figures median(World world, Contender contender, long firstSeed, long lastSeed) {
    List<Figures> all =
        LongStream.rangeClosed(firstSeed, lastSeed)
            .mapToObj(seed -> run(world, contender, seed))
            .toList();
    return Figures.median(all);
  }
}
