package berkeley.node.driver;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.PushReport;
import berkeley.api.wire.PushedReading;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.PushAverage;
import berkeley.master.Sample;
import berkeley.master.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a master hears from slaves that send their time by themselves. Numbers their corrections and
 * the rounds in one sequence, so that a slave that changes from one manner to the other still
 * applies each once.
 *
 * <p>Each is told how far it is from cluster time. Where the master's agreement moves that, it is
 * told how far it is from the average of all that were heard lately; but not below a parent, whose
 * time counts alone. For the node's loop.
 */
final class PushCollector {

  /** A slave that sends its time by itself is not asked, unless silent for so many periods. */
  private static final int PUSHES_MISSED = 5;

  /** A reading that is older has been on its way for longer than its sender waits. */
  private static final long OLDEST_NANOS = 2 * PushDriver.LIMIT_NANOS;

  /** Rounding may date what the master has just shown by as much after now. */
  private static final long ROUNDING_NANOS = 2;

  private final String name;
  private final long incarnation;
  private final long term;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final PushAverage average;
  private boolean wasNewcomer;
  private long readableFromTicks;
  private long round;

  /**
   * What a push came to.
   *
   * @param adjustment the answer
   * @param report what is told of it
   */
  record Answer(Adjustment adjustment, PushReport report) {}

  PushCollector(
      String name, long incarnation, long term, MasterClock clock, MasterSettings settings) {
    this.name = name;
    this.incarnation = incarnation;
    this.term = term;
    this.clock = clock;
    this.settings = settings;
    this.average =
        new PushAverage(
            settings.agreement(),
            settings.corrections().exactly(),
            PUSHES_MISSED * settings.period().toNanos());
    this.wasNewcomer = clock.newcomer();
    this.readableFromTicks = clock.ticks();
  }

  /**
   * Takes a reading.
   *
   * @throws IllegalStateException if there is no cluster time to give yet
   * @throws IllegalArgumentException if the reading is too old, or was not made with this clock
   */
  Answer push(PushedReading reading) {
    Sample sample = dated(reading);
    Vote vote = new Vote(reading.id(), sample.offsetNanos(), sample.errorBoundNanos());
    average.hear(vote, clock.ticks(), reading.newcomer());
    boolean moves = settings.movesClusterTime() && !clock.upstream().exists();
    long target = moves ? average.averageNanos() : 0;
    long delta = target - sample.offsetNanos();
    Adjustment adjustment =
        new Adjustment(
            delta,
            sample.errorBoundNanos() + Math.abs(target),
            sample.readingNanos(),
            term,
            nextRound(),
            sample.rttNanos(),
            name,
            clock.line().leftNanos() == 0 ? 0 : ClockLimits.MAX_CLUSTER_SLEW_PPM,
            incarnation,
            sample.statement());
    List<String> counted = new ArrayList<>(List.of(name));
    if (moves) {
      senders().stream().sorted().forEach(counted::add);
    }
    return new Answer(
        adjustment,
        new PushReport(
            name,
            reading.id(),
            reading.readingNanos(),
            sample.offsetNanos(),
            counted,
            target,
            delta));
  }

  private Sample dated(PushedReading reading) {
    look();
    long now = clock.ticks();
    if (wasNewcomer || now - readableFromTicks < 0) {
      throw new IllegalStateException(name + " is not synchronised itself yet: send it again");
    }
    if (reading.masterNanos() == PushedReading.NOT_READ) {
      throw new IllegalArgumentException("masterNanos: read the master's clock first");
    }
    long limit = settings.rttLimit().toNanos();
    if (reading.rttNanos() > limit) {
      throw new IllegalArgumentException(
          "rttNanos: %d is longer than %d, the limit".formatted(reading.rttNanos(), limit));
    }
    long shown = clock.ticksShowing(reading.masterNanos());
    long age = now - shown;
    if (age < -ROUNDING_NANOS || age > OLDEST_NANOS) {
      throw new IllegalArgumentException(
          "masterNanos: %s has not shown %d within the last %d ns"
              .formatted(name, reading.masterNanos(), OLDEST_NANOS));
    }
    long epoch = clock.clusterAt(now).statement().epoch();
    if (clock.clusterAt(shown).statement().epoch() != epoch) {
      throw new IllegalStateException(
          name + " has been told another cluster time since: send it again");
    }
    return Sample.of(reading, shown, clock, settings.limits());
  }

  /**
   * Notices that a master without cluster time has got it. Its clock was stepped then, so that it
   * may have shown a time twice: what senders have read before is not used, and no sender waits for
   * its answer for longer than a second.
   */
  private void look() {
    if (clock.newcomer()) {
      wasNewcomer = true;
    } else if (wasNewcomer) {
      wasNewcomer = false;
      readableFromTicks = clock.ticks() + OLDEST_NANOS;
    }
  }

  /** Returns the number of the next round or correction. */
  long nextRound() {
    return ++round;
  }

  /** Returns who has sent its time lately. */
  Set<String> senders() {
    look();
    return average.senders(clock.ticks());
  }
}
