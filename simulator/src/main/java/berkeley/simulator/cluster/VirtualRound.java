package berkeley.simulator.cluster;

import berkeley.api.wire.RoundReport;
import berkeley.master.MasterClock;
import berkeley.master.MasterSettings;
import berkeley.master.Probe;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.RoundState.Errand;
import berkeley.simulator.world.VirtualTime;
import java.rmi.RemoteException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<Errand, String> unheard = new LinkedHashMap<>();
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
        open.due().stream()
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
      List<Probe> probes = burst.probes();
      if (probes.isEmpty()) {
        open.silent(burst.member(), burst.failure());
      } else {
        open.answered(burst.member(), probes, now);
      }
    }
    for (Errand errand : open.decide(rule)) {
      unheard.put(errand, "no answer within the deadline");
    }
    List.copyOf(unheard.keySet()).forEach(this::tell);
    if (unheard.isEmpty()) {
      finish();
    }
  }

  private void tell(Errand errand) {
    ReachableSlave peer = peers.get(errand.member().id());
    peer.corrections()
        .out()
        .send(
            () -> {
              String failure = applied(errand, peer);
              peer.corrections().back().send(() -> heard(errand, failure));
            });
  }

  private String applied(Errand errand, ReachableSlave peer) {
    observer.touched(peer.node());
    String failure = "";
    try {
      errand.member().clock().adjust(errand.adjustment());
    } catch (RemoteException | RuntimeException e) {
      failure = e.toString();
    }
    observer.corrected(peer.node());
    return failure;
  }

  private void heard(Errand errand, String failure) {
    if (finished) {
      return;
    }
    unheard.remove(errand);
    if (failure.isEmpty()) {
      open.told(errand);
    } else {
      open.notTold(errand, failure);
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
