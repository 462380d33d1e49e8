package berkeley.simulator.cluster;

import berkeley.api.wire.RoundReport;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.RoundState.PendingCorrection;
import berkeley.master.Sample;
import berkeley.simulator.world.VirtualTime;
import java.rmi.RemoteException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out one round by messages in virtual time, with the deadlines of {@code
 * berkeley.slave.round.RoundDriver}: three quarters of it for probing.
 */
final class VirtualRound {

  private final VirtualTime time;
  private final MasterClock clock;
  private final MasterSettings settings;
  private final Map<String, ReachableSlave> peers;
  private final VirtualMaster.Observer observer;
  private final Consumer<RoundReport> done;
  private final RoundState open;
  private final Round rule;
  private final Map<PendingCorrection, String> unheard = new LinkedHashMap<>();
  private List<VirtualBurst> bursts = List.of();
  private int probing;
  private boolean collected;
  private boolean finished;

  VirtualRound(
      VirtualTime time,
      MasterClock clock,
      MasterSettings settings,
      Map<String, ReachableSlave> peers,
      VirtualMaster.Observer observer,
      Consumer<RoundReport> done,
      RoundState open,
      Round rule) {
    this.time = time;
    this.clock = clock;
    this.settings = settings;
    this.peers = peers;
    this.observer = observer;
    this.done = done;
    this.open = open;
    this.rule = rule;
  }

  void begin() {
    long deadline = settings.deadline().toNanos();
    bursts =
        open.due(Set.of()).stream()
            .map(
                member ->
                    new VirtualBurst(
                        member,
                        peers.get(member.id()),
                        clock,
                        member.burst(settings.samples(), settings.pace()),
                        observer::touched,
                        this::burstIsDone))
            .toList();
    probing = bursts.size();
    time.in(deadline / 4 * 3, this::collect);
    time.in(deadline, this::finish);
    bursts.forEach(VirtualBurst::probe);
  }

  private void burstIsDone() {
    probing--;
    if (probing == 0) {
      collect();
    }
  }

  private void collect() {
    if (collected) {
      return;
    }
    collected = true;
    long now = clock.timeAt(clock.ticks());
    for (VirtualBurst burst : bursts) {
      burst.end();
      List<Sample> samples = burst.samples();
      if (samples.isEmpty()) {
        open.silent(burst.member(), burst.failure());
      } else {
        open.answered(burst.member(), samples, now);
      }
    }
    for (PendingCorrection correction : open.decide(rule)) {
      unheard.put(correction, "no answer within the deadline");
    }
    List.copyOf(unheard.keySet()).forEach(this::tell);
    if (unheard.isEmpty()) {
      finish();
    }
  }

  private void tell(PendingCorrection correction) {
    ReachableSlave peer = peers.get(correction.member().id());
    peer.corrections()
        .out()
        .send(
            () -> {
              String failure = applied(correction, peer);
              peer.corrections().back().send(() -> heard(correction, failure));
            });
  }

  private String applied(PendingCorrection correction, ReachableSlave peer) {
    observer.touched(peer.node());
    String failure = "";
    try {
      correction.member().clock().adjust(correction.adjustment());
    } catch (RemoteException | RuntimeException e) {
      failure = e.toString();
    }
    observer.corrected(peer.node());
    return failure;
  }

  private void heard(PendingCorrection correction, String failure) {
    if (finished) {
      return;
    }
    unheard.remove(correction);
    if (failure.isEmpty()) {
      open.told(correction);
    } else {
      open.notTold(correction, failure);
    }
    if (unheard.isEmpty()) {
      finish();
    }
  }

  private void finish() {
    if (finished) {
      return;
    }
    finished = true;
    unheard.forEach(open::notTold);
    done.accept(open.report());
  }
}
