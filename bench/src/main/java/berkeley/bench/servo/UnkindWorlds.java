package berkeley.bench.servo;

import berkeley.bench.servo.ServoNetwork.Queue;
import java.util.List;
import java.util.Random;

/** Worlds whose networks, oscillators and rounds violate the model that the servos assume. */
final class UnkindWorlds {
  private static final int HOUR = 3600;
  private static final int CHANGE = 4000;

  private static final ServoNetwork LAN = ServoNetwork.exponential(100, 10);

  private UnkindWorlds() {}

  /** Returns all worlds, in the order of the table. */
  static List<ServoWorld> all() {
    return List.of(
        ServoWorld.of("A, step of 0.1 ppm", LAN, 1e-9).polled(1, HOUR).stepping(0.1),
        ServoWorld.of("A, step of 1 ppm", LAN, 1e-9).polled(1, HOUR).stepping(1),
        ServoWorld.of("A, step of 20 ppm", LAN, 1e-9).polled(1, HOUR).stepping(20),
        ServoWorld.of("A, step of 500 ppm", LAN, 1e-9).polled(1, HOUR).stepping(500),
        ServoWorlds.named("D").stepping(5).called("D, step of 5 ppm"),
        ServoWorld.of("A, wander 1e-10", LAN, 1e-10),
        ServoWorld.of("A, wander 1e-7", LAN, 1e-7).polled(1, HOUR),
        ServoWorld.of("A, wander 1e-6", LAN, 1e-6).polled(1, HOUR),
        ServoWorld.of("A, 16 polls a second", LAN, 1e-9).polled(1 / 16.0, HOUR),
        ServoWorld.of("A, a poll in 64 s", LAN, 1e-9).polled(64, 86_400),
        ServoWorld.of("A, a third of polls missed", LAN, 1e-9).polled(UnkindWorlds::irregular),
        ServoWorld.of("A, burst of 8", burst(8), 1e-9),
        ServoWorld.of("A, jitter x10 for a quarter", storm(), 1e-9),
        ServoWorld.of("A, path 50 % longer", route(1.5, 1.5), 1e-9),
        ServoWorld.of("A, path 50 % shorter", route(0.5, 0.5), 1e-9),
        ServoWorld.of("A, path 5 % shorter", route(0.95, 0.95), 1e-9),
        ServoWorld.of("A, way out 50 % longer: bias 25 us", route(1.5, 1), 1e-9),
        ServoWorld.of("A, normal jitter", queued(r -> Math.max(-25, 3 * r.nextGaussian())), 1e-9),
        ServoWorld.of(
            "A, lognormal", queued(r -> 10 * StrictMath.exp(r.nextGaussian()) / 1.65), 1e-9),
        ServoWorld.of("A, uniform", queued(r -> 20 * r.nextDouble()), 1e-9),
        ServoWorld.of("A, heavy tail", queued(UnkindWorlds::heavyTailed), 1e-9),
        ServoWorld.of("A, pauses of 50 ms", queued(r -> jitter(r) + oneIn(100, 50_000, r)), 1e-9),
        ServoWorld.of(
            "A, jitter one way only",
            ServoNetwork.queued(100, UnkindWorlds::jitter, r -> 0.1 * jitter(r)),
            1e-9),
        ServoWorld.of("loopback, wake-ups", ServoNetwork.queued(10, UnkindWorlds::wakeUp), 1e-8),
        ServoWorld.of("no jitter", ServoNetwork.exponential(10, 0), 1e-9).polled(1, HOUR));
  }

  private static ServoNetwork queued(Queue queue) {
    return ServoNetwork.queued(100, queue);
  }

  private static double jitter(Random random) {
    return 10 * ServoNetwork.exponential(random);
  }

  private static double oneIn(int chance, double micros, Random random) {
    return random.nextInt(chance) == 0 ? micros : 0;
  }

  private static double heavyTailed(Random random) {
    return 5 * (StrictMath.pow(1 - random.nextDouble(), -1 / 1.2) - 1);
  }

  /** Returns the delay of a quiet host: 1 us, and one wake-up of 50 us in ten. */
  private static double wakeUp(Random random) {
    return ServoNetwork.exponential(random) + 0.2 * random.nextGaussian() + oneIn(10, 50, random);
  }

  /** Returns intervals of about a second, a third of them missed, and some minutes of silence. */
  private static double irregular(Random random) {
    double seconds = 0.67 + 0.66 * random.nextDouble();
    while (random.nextInt(3) == 0) {
      seconds++;
    }
    return random.nextInt(500) == 0 ? seconds + 60 : seconds;
  }

  /** Returns a network whose path changes permanently, by a factor in each direction. */
  private static ServoNetwork route(double out, double back) {
    return (seconds, random, delays) -> {
      LAN.draw(seconds, random, delays);
      if (seconds >= CHANGE) {
        delays[0] += (out - 1) * 100e3;
        delays[1] += (back - 1) * 100e3;
      }
    };
  }

  /** Returns a network with long delays in the last quarter of two hours. */
  private static ServoNetwork storm() {
    ServoNetwork stormy = ServoNetwork.exponential(100, 100);
    return (seconds, random, delays) ->
        (seconds >= 5400 ? stormy : LAN).draw(seconds, random, delays);
  }

  /** Returns a network in which each poll is a burst, of which the fastest exchange counts. */
  private static ServoNetwork burst(int exchanges) {
    return (seconds, random, delays) -> {
      double[] drawn = new double[2];
      LAN.draw(seconds, random, delays);
      for (int i = 1; i < exchanges; i++) {
        LAN.draw(seconds, random, drawn);
        if (drawn[0] + drawn[1] < delays[0] + delays[1]) {
          System.arraycopy(drawn, 0, delays, 0, 2);
        }
      }
    };
  }
}
