package berkeley.slave.round;

import berkeley.api.NodeState;
import berkeley.api.environment.BurstLength;
import berkeley.api.wire.NodeRemote;
import berkeley.master.MasterClock;
import berkeley.master.Member;
import berkeley.master.Probe;
import berkeley.transport.call.Burst;
import berkeley.transport.call.ProbeFailedException;
import berkeley.transport.socket.RemoteCall;
import java.rmi.RemoteException;
import java.util.List;
import java.util.concurrent.Callable;

/** Reads one member's clock: a burst, on a thread of its own, under the round's deadline. */
final class ProbeTask implements Callable<List<Probe>> {

  private static final int WARM_UP_CALLS = 50;

  /** Warming up takes about this part of the time at most. */
  private static final int WARM_UP_SHARE = 4;

  private final Member member;
  private final MasterClock clock;
  private final Burst burst;
  private final BurstLength length;
  private final long deadlineTicks;

  ProbeTask(Member member, MasterClock clock, Burst burst, BurstLength length, long deadlineTicks) {
    this.member = member;
    this.clock = clock;
    this.burst = burst;
    this.length = length;
    this.deadlineTicks = deadlineTicks;
  }

  @Override
  public List<Probe> call() throws ProbeFailedException {
    if (!member.classified()) {
      warmUp();
      member.classify(isNewcomer());
    }
    return burst.probe(member.id(), member.clock(), length, deadlineTicks).stream()
        .map(
            raw ->
                new Probe(
                    clock.timeAt(raw.sentTicks()),
                    clock.timeAt(raw.receivedTicks()),
                    raw.remoteNanos()))
        .toList();
  }

  /** Whether such a burst met a busy processor, so that it is worth another. */
  boolean isDisturbed(List<Probe> probes) {
    return length.isDisturbed(
        probes.stream().mapToLong(Probe::rttNanos).min().orElse(Long.MAX_VALUE));
  }

  /**
   * The first calls between two young processes load classes on both sides and take many times as
   * long as later ones; they would make a poor first sample, from which a clock is stepped. Over a
   * distance that matters little, and there is no time for many calls.
   */
  private void warmUp() throws ProbeFailedException {
    long now = clock.ticks();
    long until = now + (deadlineTicks - now) / WARM_UP_SHARE;
    int calls = 0;
    do {
      burst.probe(member.id(), member.clock(), 1, deadlineTicks);
      calls += 2;
    } while (calls < WARM_UP_CALLS && clock.ticks() - until < 0);
  }

  /** A full node knows whether it has been synchronised; of any other clock nothing is known. */
  private boolean isNewcomer() throws ProbeFailedException {
    if (!(member.clock() instanceof NodeRemote node)) {
      return true;
    }
    try {
      return RemoteCall.get(deadlineTicks, member.id(), node::status).state() == NodeState.NEWCOMER;
    } catch (RemoteException | RuntimeException e) {
      throw new ProbeFailedException("no status", e);
    }
  }
}
