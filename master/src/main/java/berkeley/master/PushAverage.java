package berkeley.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The average of the times that slaves have sent, the master's own included.
 *
 * <p>Idea: each message is compared with the master's clock when it arrives; the newest difference
 * of each sender is kept, and each sender is told how far it is from the mean of all, in which the
 * master counts with zero. Limits: the outward delay makes every sender look late by as much, so
 * each ends up ahead by its own; and as in every mean, one liar moves all (breakdown point 0). A
 * newcomer is told the average and has no part in it, or else the first to come would be stepped to
 * as many different times. Not safe for use by several threads.
 */
public final class PushAverage {

  private static final Agreement AVERAGE = new MeanAgreement();

  private final long keepNanos;
  private final Map<String, Heard> heard = new TreeMap<>();

  private record Heard(long offsetNanos, long atNanos, boolean counts) {}

  /**
   * Creates an average of the master's time alone.
   *
   * @param keepNanos a sender that is silent for longer counts no more
   */
  public PushAverage(long keepNanos) {
    this.keepNanos = keepNanos;
  }

  /**
   * A sender's correction.
   *
   * @param averageNanos the average offset against the master's clock
   * @param deltaNanos what the sender must add
   */
  public record Answer(long averageNanos, long deltaNanos) {}

  /**
   * Records a sender's time.
   *
   * @param id the sender
   * @param readingNanos its time
   * @param nowNanos the master's time when the message came
   * @param newcomer whether the sender has not been synchronised yet
   */
  public Answer push(String id, long readingNanos, long nowNanos, boolean newcomer) {
    long offset = readingNanos - nowNanos;
    heard.put(id, new Heard(offset, nowNanos, !newcomer));
    heard.values().removeIf(h -> nowNanos - h.atNanos > keepNanos);
    long average = mean();
    return new Answer(average, average - offset);
  }

  /** Returns who has sent its time lately. */
  public Set<String> senders(long nowNanos) {
    heard.values().removeIf(h -> nowNanos - h.atNanos > keepNanos);
    return Set.copyOf(heard.keySet());
  }

  private long mean() {
    List<Vote> votes = new ArrayList<>();
    votes.add(new Vote("", 0, 0));
    heard.forEach(
        (id, h) -> {
          if (h.counts) {
            votes.add(new Vote(id, h.offsetNanos, 0));
          }
        });
    return AVERAGE.agree(votes).orElseThrow().offsetNanos();
  }
}
