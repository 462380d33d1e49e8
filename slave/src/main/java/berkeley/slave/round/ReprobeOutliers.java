package berkeley.slave.round;

import berkeley.master.Probe;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks once more those whose bursts met a busy processor, when all others are done.
 *
 * <p>Where rounds may become rarer, the poorest reading of all members decides when the next one
 * is; of a thousand there is one in every round. A few more calls now spare a whole round soon.
 *
 * <p>Safe for use by several threads.
 */
final class ReprobeOutliers {

  private final DeadlineExecutor calls;
  private final int exchanges;

  /**
   * Second looks by the same calls as the first.
   *
   * @param exchanges the most calls that a burst is made of
   */
  ReprobeOutliers(DeadlineExecutor calls, int exchanges) {
    this.calls = calls;
    this.exchanges = exchanges;
  }

  /**
   * Takes it, in half of the time that is left at most. Whoever does not answer a second time
   * counts with what it said the first time.
   *
   * @param tasks the bursts
   * @param first what they came to
   * @return the same, with more probes of those that were disturbed
   * @throws InterruptedException if interrupted while waiting
   */
  List<Result<List<Probe>>> at(
      List<ProbeTask> tasks, List<Result<List<Probe>>> first, long nowTicks, long deadlineTicks)
      throws InterruptedException {
    List<Integer> disturbed = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      if (first.get(i) instanceof Result.Value<List<Probe>> probes
          && tasks.get(i).isDisturbed(probes.value())) {
        disturbed.add(i);
      }
    }
    if (disturbed.isEmpty() || deadlineTicks - nowTicks <= 0) {
      return first;
    }
    List<ProbeTask> again = disturbed.stream().map(tasks::get).toList();
    long deadline = nowTicks + (deadlineTicks - nowTicks) / 2;
    List<Result<List<Probe>>> second = calls.run(again, exchanges, deadline);
    List<Result<List<Probe>>> both = new ArrayList<>(first);
    for (int i = 0; i < disturbed.size(); i++) {
      both.set(disturbed.get(i), together(first.get(disturbed.get(i)), second.get(i)));
    }
    return both;
  }

  private static Result<List<Probe>> together(
      Result<List<Probe>> before, Result<List<Probe>> after) {
    if (before instanceof Result.Value<List<Probe>> some
        && after instanceof Result.Value<List<Probe>> more) {
      List<Probe> all = new ArrayList<>(some.value());
      all.addAll(more.value());
      return new Result.Value<>(all);
    }
    return before;
  }
}
