package berkeley.bench.contenders;

import berkeley.bench.process.DurationSeries;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Reads a group for a while, about ten times a second. For one thread. */
final class ObservationWindow {
  private static final long LOOK_PAUSE_MILLIS = 100;
  private static final int LOOKS_BEFORE = 15;
  private static final int HUNG_PERIODS = 3;

  private final ContenderGroup group;
  private final Duration period;
  private final boolean withoutVictim;
  private final DurationSeries spreads = new DurationSeries();
  private final DurationSeries bounds = new DurationSeries();
  private long reference;
  private boolean hasReference;
  private double shiftMicros = Double.NaN;
  private long outside;
  private long wentBack;
  private long missed;

  /**
   * Creates a window of a group.
   *
   * @param period of its rounds
   * @param withoutVictim whether the node that conditions affect is left out
   */
  ObservationWindow(ContenderGroup group, Duration period, boolean withoutVictim) {
    this.group = group;
    this.period = period;
    this.withoutVictim = withoutVictim;
  }

  /**
   * Records the group's mean before the condition begins.
   *
   * @throws IOException if a process has ended
   */
  void before() throws IOException, InterruptedException {
    long[] centres = new long[LOOKS_BEFORE];
    int count = 0;
    for (int i = 0; i < LOOKS_BEFORE; i++) {
      try {
        PanelReading reading = group.look(withoutVictim);
        if (reading.centreNanos().isEmpty()) {
          return;
        }
        centres[count++] = reading.centreNanos().getAsLong();
      } catch (IOException e) {
        group.requireAlive();
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
    hasReference = count > 0;
    if (hasReference) {
      long[] sorted = Arrays.copyOf(centres, count);
      Arrays.sort(sorted);
      reference = sorted[count / 2];
    }
  }

  /**
   * Reads the group, and returns the result.
   *
   * @throws IOException if a process has ended
   */
  ContenderWindow watch(Duration duration) throws IOException, InterruptedException {
    group.rounds().clear();
    long begin = HostTicks.now();
    while (HostTicks.now() - begin < duration.toNanos()) {
      try {
        take(group.look(withoutVictim));
      } catch (IOException e) {
        group.requireAlive();
        if (missed++ == 0) {
          System.err.println("bench: a look failed: " + e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
    RoundTimes rounds = group.rounds();
    boolean hung = rounds.tells() && rounds.silenceNanos() > HUNG_PERIODS * period.toNanos();
    ContenderWindow.Counts counts = new ContenderWindow.Counts(outside, wentBack, missed);
    return ContenderWindow.of(spreads, bounds, shiftMicros, counts, rounds, hung);
  }

  private void take(PanelReading reading) {
    spreads.add(reading.spreadNanos());
    outside += reading.outside();
    wentBack += reading.wentBack();
    reading.boundNanos().ifPresent(bounds::add);
    if (hasReference && reading.centreNanos().isPresent()) {
      double moved = Math.abs(reading.centreNanos().getAsLong() - reference) * 1e-3;
      shiftMicros = Double.isNaN(shiftMicros) ? moved : Math.max(shiftMicros, moved);
    }
  }
}
