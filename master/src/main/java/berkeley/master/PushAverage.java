package berkeley.master;

import berkeley.master.Agreement.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The average of the times that slaves have sent, the master's own included.
 *
 * <p>Idea: the newest difference of each sender against the master is kept, and each sender is told
 * how far it is from the average of all, in which the master counts with zero. Limits: as in every
 * mean, one liar moves all (breakdown point 0). A newcomer is told the average and has no part in
 * it, or else the first to come would be stepped to as many different times. Where a message tells
 * nothing but a time, as in the textbooks, it is compared when it arrives: the outward delay then
 * makes every sender look late by as much, so each ends up ahead by its own. Not safe for use by
 * several threads.
 */
public final class PushAverage {

  private final Agreement agreement;
  private final boolean exactly;
  private final long keepNanos;
  private final Map<String, Heard> heard = new TreeMap<>();

  private record Heard(Vote vote, long atNanos, boolean counts) {}

  /**
   * Creates the plain mean, of the master's time alone.
   *
   * @param keepNanos a sender that is silent for longer counts no more
   */
  public PushAverage(long keepNanos) {
    this(new MeanAgreement(), true, keepNanos);
  }

  /**
   * Creates an average of the master's time alone.
   *
   * @param agreement how the offsets become one
   * @param exactly whether an average counts that is within its own error bound
   * @param keepNanos a sender that is silent for longer counts no more
   */
  public PushAverage(Agreement agreement, boolean exactly, long keepNanos) {
    this.agreement = agreement;
    this.exactly = exactly;
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
   * Records a sender's time that is compared with the master's as it comes.
   *
   * @param id the sender
   * @param readingNanos its time
   * @param nowNanos the master's time when the message came
   * @param newcomer whether the sender has not been synchronised yet
   */
  public Answer push(String id, long readingNanos, long nowNanos, boolean newcomer) {
    long offset = readingNanos - nowNanos;
    hear(new Vote(id, offset, 0), nowNanos, newcomer);
    long average = averageNanos();
    return new Answer(average, average - offset);
  }

  /**
   * Records a sender's offset.
   *
   * @param vote the sender, its offset against the master and how well that is known
   * @param nowNanos when it was heard, by any clock that the caller keeps to
   * @param newcomer whether the sender has not been synchronised yet
   */
  public void hear(Vote vote, long nowNanos, boolean newcomer) {
    heard.put(vote.id(), new Heard(vote, nowNanos, !newcomer));
    forget(nowNanos);
  }

  /** Returns who has sent its time lately. */
  public Set<String> senders(long nowNanos) {
    forget(nowNanos);
    return Set.copyOf(heard.keySet());
  }

  private void forget(long nowNanos) {
    heard.values().removeIf(h -> nowNanos - h.atNanos > keepNanos);
  }

  /**
   * Returns the average offset of those heard lately against the master's clock, in nanoseconds; 0
   * where there is no agreement: all stay with the master then.
   */
  public long averageNanos() {
    List<Vote> votes = new ArrayList<>();
    votes.add(new Vote("", 0, 0));
    heard.values().stream().filter(Heard::counts).map(Heard::vote).forEach(votes::add);
    Optional<Verdict> verdict = agreement.agree(votes);
    return verdict.map(this::significant).orElse(0L);
  }

  private long significant(Verdict verdict) {
    boolean withinError = NanosMath.distance(verdict.offsetNanos(), 0) <= verdict.errorBoundNanos();
    return withinError && !exactly ? 0 : verdict.offsetNanos();
  }
}
