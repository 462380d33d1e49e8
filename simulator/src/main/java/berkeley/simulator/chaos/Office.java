package berkeley.simulator.chaos;

import berkeley.api.RoundReport;
import berkeley.api.StaleTermException;
import berkeley.slave.Mandate;
import berkeley.slave.Succession;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/**
 * A node's masterships, one after the other: the twin of {@code berkeley.slave.Leadership}, with
 * the one thread on which they change.
 */
final class Office {

  private final Life life;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private Optional<Reign> current = Optional.empty();
  private Succession succession = Succession.UNKNOWN;

  Office(Life life) {
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
    current.ifPresent(Reign::close);
    current = Optional.empty();
    life.core.leadFrom(term);
    succession = Succession.UNKNOWN;
    Reign reign = new Reign(life, term);
    current = Optional.of(reign);
    life.core.mandate(new Mandate(life.voice::leadsUntilTicks, 0));
    reign.begin();
  }

  void led(RoundReport report) {
    succession = succession.next(report, life.core.ticks());
    life.core.mandate(new Mandate(life.voice::leadsUntilTicks, succession.doubtNanos()));
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
    current.ifPresent(Reign::close);
    current = Optional.empty();
  }
}
