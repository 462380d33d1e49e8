package berkeley.bench.servo;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs a contender in a world, over seeds; slaves side by side on all processors. */
final class ServoTrial {
  private static final int SLAVES = 10;

  private ServoTrial() {}

  /** Runs one seed. The same arguments give the same figures, to the bit. */
  static ServoAccuracy run(ServoWorld world, ServoContender contender, long seed) {
    double[][] errors =
        IntStream.rangeClosed(1, SLAVES)
            .parallel()
            .mapToObj(i -> new SlaveRun(world, seed, i, contender.newServo().get()).errors())
            .toArray(double[][]::new);
    return ServoAccuracy.of(errors, world.poll().nextAfterSeconds(new Random(seed)));
  }

  /** Returns the medians over a range of seeds, both ends included. */
  static ServoAccuracy median(
      ServoWorld world, ServoContender contender, long firstSeed, long lastSeed) {
    List<ServoAccuracy> all =
        LongStream.rangeClosed(firstSeed, lastSeed)
            .mapToObj(seed -> run(world, contender, seed))
            .toList();
    return ServoAccuracy.median(all);
  }
}
