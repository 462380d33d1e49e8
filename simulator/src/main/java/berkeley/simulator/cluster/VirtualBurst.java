package berkeley.simulator.cluster;

import berkeley.api.NodeState;
import berkeley.api.environment.Probe;
import berkeley.api.environment.Probe.BurstLength;
import berkeley.api.wire.NodeRemote;
import berkeley.master.MasterClock;
import berkeley.master.Member;
import berkeley.master.Sample;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one slave's clock several times, one exchange after the other.
 *
 * <p>Virtual twin of {@code berkeley.transport.call.Burst}, without the probe that is thrown away:
 * there is no connection to wake up. Whether the slave is a newcomer comes with its first answer.
 */
final class VirtualBurst {

  private final Member member;
  private final ReachableSlave peer;
  private final MasterClock clock;
  private final BurstLength length;
  private final Consumer<VirtualNode> touched;
  private final Runnable done;
  private final List<Sample> samples = new ArrayList<>();
  private String failure = "no answer within the deadline";
  private long best = Long.MAX_VALUE;
  private boolean over;

  VirtualBurst(
      Member member,
      ReachableSlave peer,
      MasterClock clock,
      BurstLength length,
      Consumer<VirtualNode> touched,
      Runnable done) {
    this.member = member;
    this.peer = peer;
    this.clock = clock;
    this.length = length;
    this.touched = touched;
    this.done = done;
  }

  Member member() {
    return member;
  }

  /** Sends the next request. */
  void probe() {
    long sent = clock.ticks();
    peer.probes().out().send(() -> asked(sent));
  }

  private void asked(long sent) {
    touched.accept(peer.node());
    try {
      if (!member.classified()) {
        member.classify(
            !(member.clock() instanceof NodeRemote node)
                || node.status().state() == NodeState.NEWCOMER);
      }
      long said = member.clock().getTime();
      peer.probes().back().send(() -> answered(sent, said));
    } catch (RemoteException | RuntimeException e) {
      peer.probes().back().send(() -> failed(e));
    }
  }

  private void answered(long sent, long said) {
    if (over) {
      return;
    }
    Sample sample = Sample.of(new Probe(sent, clock.ticks(), said), clock);
    samples.add(sample);
    best = Math.min(best, sample.rttNanos());
    if (!length.isReached(samples.size(), best)) {
      probe();
    } else {
      over = true;
      done.run();
    }
  }

  private void failed(Exception cause) {
    if (!over) {
      over = true;
      failure = cause.toString();
      samples.clear();
      done.run();
    }
  }

  /** Ends it: what comes later counts no more. */
  void end() {
    over = true;
  }

  /** What was read, empty if nothing was. */
  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Why nothing was read. */
  String failure() {
    return failure;
  }
}
