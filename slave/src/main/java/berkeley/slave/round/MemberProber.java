package berkeley.slave.round;

import berkeley.api.NodeState;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.wire.NodeRemote;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Member;
import berkeley.master.Sample;
import berkeley.transport.call.Burst;
import berkeley.transport.call.Burst.ProbeFailedException;
import berkeley.transport.call.DeadlineExecutor;
import berkeley.transport.call.DeadlineExecutor.Result;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Probes the members of a round under its deadline, each with a burst on a thread of its own; and
 * once more those whose bursts met a busy processor, when all others are done.
 *
 * <p>Where rounds may become rarer, the poorest reading of all members decides when the next one
 * is; of a thousand members there is one in every round. A few more calls now save a whole round
 * soon.
 *
 * <p>Safe for use by several threads.
 */
final class MemberProber {

  private final MasterClock clock;
  private final MasterSettings settings;
  private final DeadlineExecutor calls;
  private final Burst burst;
  private final int exchanges;

  /**
   * Creates the prober of a mastership.
   *
   * @param clock the master's own clock, by which probes are dated
   * @param settings how long bursts are
   * @param calls makes the calls
   */
  MemberProber(MasterClock clock, MasterSettings settings, DeadlineExecutor calls) {
    this.clock = clock;
    this.settings = settings;
    this.calls = calls;
    this.burst = new Burst(clock::ticks);
    this.exchanges = settings.samples() + 1;
  }

  /**
   * Probes members.
   *
   * @param deadlineTicks when to return, with whatever has come by then
   * @return one result for each member, in their order
   * @throws InterruptedException if interrupted while waiting
   */
  List<Result<List<Sample>>> probe(List<Member> members, long deadlineTicks)
      throws InterruptedException {
    List<ProbeTask> tasks =
        members.stream()
            .map(
                member ->
                    new ProbeTask(
                        member,
                        clock,
                        burst,
                        member.burst(settings.samples(), settings.pace()),
                        deadlineTicks))
            .toList();
    List<Result<List<Sample>>> first = calls.run(tasks, exchanges, deadlineTicks);
    return repeatDisturbed(tasks, first, clock.ticks(), deadlineTicks);
  }

  /**
   * Repeats the bursts that were disturbed, in half of the time that is left at most. A member that
   * does not answer a second time counts with its first burst.
   *
   * @param tasks the bursts
   * @param first their results
   * @return the same results, with more samples of those that were disturbed
   * @throws InterruptedException if interrupted while waiting
   */
  List<Result<List<Sample>>> repeatDisturbed(
      List<ProbeTask> tasks, List<Result<List<Sample>>> first, long nowTicks, long deadlineTicks)
      throws InterruptedException {
    List<Integer> disturbed = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      if (first.get(i) instanceof Result.Value<List<Sample>> samples
          && tasks.get(i).isDisturbed(samples.value())) {
        disturbed.add(i);
      }
    }
    if (disturbed.isEmpty() || deadlineTicks - nowTicks <= 0) {
      return first;
    }
    List<ProbeTask> again = disturbed.stream().map(tasks::get).toList();
    long deadline = nowTicks + (deadlineTicks - nowTicks) / 2;
    List<Result<List<Sample>>> second = calls.run(again, exchanges, deadline);
    List<Result<List<Sample>>> both = new ArrayList<>(first);
    for (int i = 0; i < disturbed.size(); i++) {
      both.set(disturbed.get(i), joined(first.get(disturbed.get(i)), second.get(i)));
    }
    return both;
  }

  private static Result<List<Sample>> joined(
      Result<List<Sample>> first, Result<List<Sample>> second) {
    if (first instanceof Result.Value<List<Sample>> some
        && second instanceof Result.Value<List<Sample>> more) {
      List<Sample> all = new ArrayList<>(some.value());
      all.addAll(more.value());
      return new Result.Value<>(all);
    }
    return first;
  }

  /** The burst of one member. */
  static class ProbeTask implements Callable<List<Sample>> {

    private static final int WARM_UP_CALLS = 50;

    /** Warming up takes about this part of the time at most. */
    private static final int WARM_UP_SHARE = 4;

    private final Member member;
    private final MasterClock clock;
    private final Burst burst;
    private final BurstLength length;
    private final long deadlineTicks;

    ProbeTask(
        Member member, MasterClock clock, Burst burst, BurstLength length, long deadlineTicks) {
      this.member = member;
      this.clock = clock;
      this.burst = burst;
      this.length = length;
      this.deadlineTicks = deadlineTicks;
    }

    @Override
    public List<Sample> call() throws ProbeFailedException {
      if (!member.classified()) {
        warmUp();
        member.classify(isNewcomer());
      }
      return burst.probe(member.id(), member.clock(), length, deadlineTicks).stream()
          .map(probe -> Sample.of(probe, clock))
          .toList();
    }

    /** Returns whether such a burst met a busy processor, so that it is worth repeating. */
    boolean isDisturbed(List<Sample> samples) {
      return length.isDisturbed(
          samples.stream().mapToLong(Sample::rttNanos).min().orElse(Long.MAX_VALUE));
    }

    /**
     * Makes calls that do not count: the first ones between two young processes load classes on
     * both sides and take many times as long as later ones; they would make a poor first sample,
     * from which a clock is stepped. Over a distance that matters little, and there is no time for
     * many calls.
     */
    private void warmUp() throws ProbeFailedException {
      long now = clock.ticks();
      long until = now + (deadlineTicks - now) / WARM_UP_SHARE;
      int made = 0;
      do {
        burst.probe(member.id(), member.clock(), 1, deadlineTicks);
        made += 2;
      } while (made < WARM_UP_CALLS && clock.ticks() - until < 0);
    }

    /** Asks a full node whether it has been synchronised; of any other clock nothing is known. */
    private boolean isNewcomer() throws ProbeFailedException {
      if (!(member.clock() instanceof NodeRemote node)) {
        return true;
      }
      try {
        return RemoteCall.get(deadlineTicks, member.id(), node::status).state()
            == NodeState.NEWCOMER;
      } catch (RemoteException | RuntimeException e) {
        throw new ProbeFailedException("no status", e);
      }
    }
  }
}
