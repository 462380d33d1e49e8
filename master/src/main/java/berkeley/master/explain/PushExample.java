package berkeley.master.explain;

import berkeley.api.wire.PushReport;
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
   * Calculates it.
   *
   * @param passes how often each sends its time
   */
  public List<PushReport> explain(int passes) {
    PushAverage average = new PushAverage(Long.MAX_VALUE);
    long[] shown = senders.stream().mapToLong(ExampleClock::timeNanos).toArray();
    List<String> heard = new ArrayList<>(List.of(master.id()));
    List<PushReport> pushes = new ArrayList<>();
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < shown.length; i++) {
        ExampleClock sender = senders.get(i);
        long sent = shown[i];
        if (!heard.contains(sender.id())) {
          heard.add(sender.id());
        }
        PushAverage.Answer answer = average.push(sender.id(), sent, master.timeNanos(), false);
        shown[i] = sent + answer.deltaNanos();
        pushes.add(
            new PushReport(
                master.id(),
                sender.id(),
                sent,
                sent - master.timeNanos(),
                heard,
                answer.averageNanos(),
                answer.deltaNanos()));
      }
    }
    return pushes;
  }
}
