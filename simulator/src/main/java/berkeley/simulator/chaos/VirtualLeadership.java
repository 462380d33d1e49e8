package berkeley.simulator.chaos;

import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.node.MasterLease;
import berkeley.node.SuccessorRanking;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * A node's masterships, one after the other: the twin of {@code
 * berkeley.slave.round.MasterLifecycle}, with the one thread on which they change.
 */
final class VirtualLeadership {

  private final NodeInstance life;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Optional<ChaosMaster> current = Optional.empty();
  private SuccessorRanking succession = SuccessorRanking.UNKNOWN;

  VirtualLeadership(NodeInstance life) {
    this.life = life;
  }

  /** Has something done on the office's thread, after what was asked for before. */
  void then(Runnable task) {
    tasks.add(task);
    life.soon(this::work);
  }

  private void work() {
    try {
      tasks.remove().run();
    } catch (StaleTermException e) {
      life.arena.tally.officeFailures++;
      life.arena.transcript.note("%s fails in office: %s", life.id, e.getMessage());
    }
  }

  void lead(long term) {
    try {
      begin(term);
    } catch (StaleTermException e) {
      life.voice.refused(e);
    }
  }

  private void begin(long term) {
    current.ifPresent(ChaosMaster::close);
    current = Optional.empty();
    life.core.leadFrom(term);
    succession = SuccessorRanking.UNKNOWN;
    ChaosMaster reign = new ChaosMaster(life, term);
    current = Optional.of(reign);
    life.core.setLease(new MasterLease(life.voice::leadsUntilTicks, 0));
    reign.begin();
  }

  void led(RoundReport report) {
    succession = succession.next(report, life.core.ticks());
    life.core.setLease(new MasterLease(life.voice::leadsUntilTicks, succession.doubtNanos()));
  }

  void ended(long term, Optional<StaleTermException> refusal) {
    stepDown(term);
    refusal.ifPresent(life.voice::refused);
  }

  void stepDown(long term) {
    if (current.filter(reign -> reign.term() == term).isPresent()) {
      endTenure();
      life.core.follow(succession.doubtNanos());
    }
  }

  void follow(long term, String master) {
    life.core.hear(term, master);
  }

  List<String> successors() {
    return succession.names();
  }

  /** When its next round begins, if it leads. */
  OptionalLong nextRoundTicks() {
    return current.isPresent() ? OptionalLong.of(current.get().due()) : OptionalLong.empty();
  }

  /** Whatever it led is over. */
  void endTenure() {
    current.ifPresent(ChaosMaster::close);
    current = Optional.empty();
  }
}
