package berkeley.simulator.chaos;

import berkeley.api.environment.Probe;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Member;
import berkeley.master.RoundState;
import berkeley.master.RoundState.PendingCorrection;
import berkeley.master.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out one round by messages in virtual time: the twin of {@code
 * berkeley.slave.round.RoundDriver}. A burst is one exchange.
 */
final class ChaosRound {

  private static final String SILENT = "no answer within the deadline";

  private final ChaosMaster reign;
  private final NodeInstance life;
  private final ChaosSimulation arena;
  private final RoundState open;
  private final long start;
  private List<Member> members = List.of();
  private Sample[] samples = new Sample[0];
  private String[] failures = new String[0];
  private List<PendingCorrection> corrections = List.of();
  private Optional<StaleTermException> refusal = Optional.empty();
  private int awaited;
  private boolean coldStart;
  private boolean collected;
  private boolean finished;

  ChaosRound(ChaosMaster reign, RoundState open) {
    this.reign = reign;
    this.life = reign.life;
    this.arena = life.arena;
    this.open = open;
    this.start = life.ticks();
  }

  void begin() {
    members = open.due(Set.of());
    samples = new Sample[members.size()];
    awaited = members.size();
    if (awaited == 0) {
      collect();
      return;
    }
    long deadline = arena.leads.deadline().toNanos();
    life.host.at(life, start + deadline / 4 * 3, this::collect);
    life.host.at(life, start + deadline, this::finish);
    for (int i = 0; i < samples.length; i++) {
      probe(i);
    }
  }

  private void probe(int index) {
    NodeInstance peer = (NodeInstance) members.get(index).clock();
    long sent = life.ticks();
    arena.net.send(life.host, peer.host, () -> peer.host.run(peer, () -> asked(index, peer, sent)));
  }

  private void asked(int index, NodeInstance peer, long sent) {
    arena.oracle.look(peer);
    boolean newcomer = peer.core.newcomer();
    long said = peer.getTime();
    arena.net.send(
        peer.host,
        life.host,
        () -> life.host.run(life, () -> answered(index, sent, said, newcomer)));
  }

  private void answered(int index, long sent, long said, boolean newcomer) {
    if (collected || samples[index] != null) {
      return;
    }
    Member member = members.get(index);
    if (!member.classified()) {
      member.classify(newcomer);
    }
    samples[index] = Sample.of(new Probe(sent, life.core.ticks(), said), life.core);
    awaited--;
    if (awaited == 0) {
      collect();
    }
  }

  private void collect() {
    if (collected || reign.isClosed()) {
      return;
    }
    collected = true;
    long now = life.core.ticks();
    for (int i = 0; i < samples.length; i++) {
      if (samples[i] == null) {
        open.silent(members.get(i), SILENT);
      } else {
        open.answered(members.get(i), List.of(samples[i]), now);
      }
    }
    if (!reign.leads()) {
      finished = true;
      reign.passed(Optional.empty());
      return;
    }
    try {
      decide();
    } catch (StaleTermException e) {
      finished = true;
      reign.deposed(e);
    }
  }

  private void decide() {
    arena.oracle.look(life);
    coldStart = life.core.newcomer();
    corrections = open.decide(reign.rule);
    arena.oracle.masterCorrected(life, reign.tenure);
    failures = new String[corrections.size()];
    awaited = corrections.size();
    if (awaited == 0) {
      finish();
    }
    for (int i = 0; i < corrections.size(); i++) {
      int index = i;
      life.soon(() -> tell(index));
    }
  }

  private void tell(int index) {
    PendingCorrection correction = corrections.get(index);
    NodeInstance peer = (NodeInstance) correction.member().clock();
    arena.net.send(
        life.host, peer.host, () -> peer.host.run(peer, () -> told(index, correction, peer)));
  }

  private void told(int index, PendingCorrection correction, NodeInstance peer) {
    List<RuntimeException> thrown = new ArrayList<>(1);
    try {
      peer.adjust(correction.adjustment(), reign.tenure);
    } catch (StaleTermException | IllegalArgumentException e) {
      thrown.add(e);
    }
    arena.net.send(peer.host, life.host, () -> life.host.run(life, () -> heard(index, thrown)));
  }

  private void heard(int index, List<RuntimeException> thrown) {
    if (finished || failures[index] != null) {
      return;
    }
    failures[index] = thrown.isEmpty() ? "" : thrown.get(0).toString();
    if (!thrown.isEmpty() && thrown.get(0) instanceof StaleTermException stale) {
      refusal = refusal.or(() -> Optional.of(stale));
    }
    awaited--;
    if (awaited == 0) {
      finish();
    }
  }

  private void finish() {
    collect();
    if (finished || reign.isClosed()) {
      return;
    }
    finished = true;
    if (refusal.isPresent()) {
      reign.deposed(refusal.get());
      return;
    }
    for (int i = 0; i < corrections.size(); i++) {
      if (failures[i] == null || !failures[i].isEmpty()) {
        open.notTold(corrections.get(i), failures[i] == null ? SILENT : failures[i]);
      } else {
        open.told(corrections.get(i));
      }
    }
    RoundReport report = open.report();
    if (!coldStart) {
      arena.oracle.led(life, reign.tenure, report);
    }
    reign.passed(Optional.of(report));
  }
}
