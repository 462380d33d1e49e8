package berkeley.master.explain;

import berkeley.master.PushAverage;
import java.util.ArrayList;
import java.util.List;

/**
 * An exercise in which the slaves send their times, one after the other, and the master answers
 * each with the average of what it has heard by then, its own time included. It is calculated by
 * the class that answers real slaves. Immutable.
 */
public final class PushExample {

  private final ExampleClock master;
  private final List<ExampleClock> senders;

  /**
   * Prepares it.
   *
   * @param clocks the master's first, then the senders' in the order in which they send
   */
  public PushExample(List<ExampleClock> clocks) {
    this.master = clocks.get(0);
    this.senders = List.copyOf(clocks.subList(1, clocks.size()));
  }

  /**
   * One message and its answer.
   *
   * @param id the sender
   * @param sentNanos the time that it sends
   * @param offsetNanos how far that is ahead of the master's
   * @param heard the names of those whose times count by then, the master's first
   * @param averageNanos their average, against the master's
   * @param deltaNanos what is answered
   * @param afterNanos what the sender shows then
   */
  public record Push(
      String id,
      long sentNanos,
      long offsetNanos,
      List<String> heard,
      long averageNanos,
      long deltaNanos,
      long afterNanos) {

    /** Copies the list. */
    public Push {
      heard = List.copyOf(heard);
    }
  }

  /**
   * Calculates it.
   *
   * @param passes how often each sends its time
   */
  public List<Push> explain(int passes) {
    PushAverage average = new PushAverage(Long.MAX_VALUE);
    long[] shown = senders.stream().mapToLong(ExampleClock::timeNanos).toArray();
    List<String> heard = new ArrayList<>(List.of(master.id()));
    List<Push> pushes = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < shown.length; i++) {
        ExampleClock sender = senders.get(i);
        long sent = shown[i];
        if (!heard.contains(sender.id())) {
          heard.add(sender.id());
        }
        PushAverage.Answer answer = average.push(sender.id(), sent, master.timeNanos(), false);
        long after = sent + answer.deltaNanos();
        shown[i] = after;
        pushes.add(
            new Push(
                sender.id(),
                sent,
                sent - master.timeNanos(),
                heard,
                answer.averageNanos(),
                answer.deltaNanos(),
                after));
      }
    }
    return pushes;
  }

  /** Returns a message, the average and the answer as a line. */
  public static String line(Push push, TimeNotation notation) {
    return "%s sends %s, %s; average of %d (%s): %s; answered %s; %s now %s"
        .formatted(
            push.id(),
            notation.time(push.sentNanos()),
            notation.direction(push.offsetNanos()),
            push.heard().size(),
            String.join(", ", push.heard()),
            notation.signedAmount(push.averageNanos()),
            notation.signed(push.deltaNanos()),
            push.id(),
            notation.time(push.afterNanos()));
  }
}
