package berkeley.simulator.chaos;

import berkeley.simulator.environment.MessageCarrier;
import berkeley.simulator.environment.SimulatedProcess;
import berkeley.simulator.world.RandomSource;
import java.util.Arrays;

/** The ways between hosts, each direction for itself: they delay, lose, repeat and are cut. */
final class SimulatedNetwork implements MessageCarrier {

  private static final long BASE_NANOS = 60_000;
  private static final double JITTER_NANOS = 30_000;
  private static final long LEAST_STRAY_NANOS = 10_000_000;
  private static final double GOOD_LOSS = 0.02;
  private static final long GOOD_DELAY_NANOS = 20_000_000;

  private final ChaosSimulation simulation;
  private final RandomSource random;

  /** More hosts than there ever are. */
  private static final int MOST_HOSTS = 200;

  private static final double LONG_LINKS = 0.8;
  private static final double LONGEST_LINKS = 0.3;
  private static final long LEAST_LINK_NANOS = 100_000;
  static final long LONGEST_LINK_NANOS = 20_000_000;

  private final int[][] cuts = new int[MOST_HOSTS][MOST_HOSTS];
  private final long[][] extraNanos = new long[MOST_HOSTS][MOST_HOSTS];

  /** How much longer each way is all the time. */
  private final long[][] linkNanos = new long[MOST_HOSTS][MOST_HOSTS];

  private double loss;
  private double repetition;
  private double straggling;
  private long longestStrayNanos = LEAST_STRAY_NANOS;
  private long sent;

  SimulatedNetwork(ChaosSimulation simulation, RandomSource random) {
    this.simulation = simulation;
    this.random = random;
  }

  /** Draws how long the ways are between a new host and those before it. */
  void connect(int host) {
    if (host >= MOST_HOSTS) {
      throw new IllegalStateException("more hosts than %d".formatted(MOST_HOSTS));
    }
    for (int other = 0; other < host && simulation.weather.has(WeatherKind.LINKS); other++) {
      if (random.chance(LONG_LINKS)) {
        long nanos =
            random.chance(LONGEST_LINKS)
                ? LONGEST_LINK_NANOS
                : random.magnitude(LEAST_LINK_NANOS, LONGEST_LINK_NANOS);
        boolean there = random.sign() > 0;
        linkNanos[there ? host : other][there ? other : host] = nanos;
      }
    }
  }

  @Override
  public void send(SimulatedProcess from, SimulatedProcess to, Kind kind, Runnable arrival) {
    sent++;
    int sender = simulation.lifeIn(from).host.number;
    int receiver = simulation.lifeIn(to).host.number;
    carry(sender, receiver, arrival);
    if (repetition > 0 && random.chance(repetition)) {
      carry(sender, receiver, arrival);
    }
  }

  private void carry(int from, int to, Runnable arrival) {
    if (cuts[from][to] > 0 || (loss > 0 && random.chance(loss))) {
      return;
    }
    long extra = extraNanos[from][to];
    long delay = BASE_NANOS + linkNanos[from][to] + random.exponential(JITTER_NANOS);
    if (straggling > 0 && random.chance(straggling)) {
      delay += random.magnitude(LEAST_STRAY_NANOS, longestStrayNanos);
    }
    // A long way is not always equally long.
    simulation.time.in(delay + (extra > 0 ? extra / 2 + random.nextLong(extra) : 0), arrival);
  }

  void cut(int from, int to) {
    cuts[from][to]++;
  }

  void mend(int from, int to) {
    cuts[from][to]--;
  }

  /** Ends all cuts at once. */
  void mendAll() {
    for (int[] ways : cuts) {
      Arrays.fill(ways, 0);
    }
  }

  void delay(int from, int to, long nanos) {
    extraNanos[from][to] = nanos;
  }

  void lose(double share) {
    loss = share;
  }

  void repeat(double share) {
    repetition = share;
  }

  /** A share of the messages is late, some of them by very much. */
  void straggle(double share, long longestNanos) {
    straggling = share;
    longestStrayNanos = longestNanos;
  }

  /** Whether messages pass both ways, most of them and without much delay. */
  boolean isGood(int one, int other) {
    return loss + straggling <= GOOD_LOSS
        && cuts[one][other] == 0
        && cuts[other][one] == 0
        && extraNanos[one][other] + extraNanos[other][one] <= GOOD_DELAY_NANOS;
  }

  long sent() {
    return sent;
  }
}
