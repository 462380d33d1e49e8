package berkeley.simulator.chaos;

import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.RoundReport;
import berkeley.api.wire.StaleTermException;
import berkeley.master.Agreements;
import berkeley.master.Roster;
import berkeley.master.Round;
import berkeley.master.RoundState;
import berkeley.master.TimeOrderExecution;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One mastership in virtual time: the twin of {@code berkeley.slave.round.MasterDriver}. */
final class ChaosMaster {

  final NodeInstance life;
  final MastershipRecord tenure;
  final Roster roster;
  final Round rule;
  private final ChaosSimulation arena;
  private long number;
  private long due;
  private boolean closed;

  ChaosMaster(NodeInstance life, long term) {
    this.life = life;
    this.arena = life.arena;
    this.roster = new Roster(arena.leads.limits());
    this.tenure = new MastershipRecord(life, term);
    this.rule =
        new Round(
            Agreements.byName(arena.leads.average()), arena.leads.includeMaster(), life.id.name());
  }

  long term() {
    return tenure.term;
  }

  long due() {
    return due;
  }

  void begin() {
    due = life.ticks();
    Map<String, ClockRemote> known = life.voice.clocks();
    if (!known.isEmpty()) {
      roster.update(known.keySet(), known);
    }
    life.soon(this::next);
  }

  boolean leads() {
    return !closed && life.voice.leads();
  }

  private void next() {
    if (closed) {
      return;
    }
    if (!leads()) {
      end(Optional.empty());
      return;
    }
    discover();
    number++;
    RoundState open =
        new RoundState(
            life.id.name(),
            term(),
            number,
            roster,
            life.core,
            arena.leads.rttLimit(),
            TimeOrderExecution.Plan.NONE);
    new ChaosRound(this, open).begin();
  }

  private void discover() {
    Optional<Map<String, NodeInstance>> read = arena.registry.read();
    if (read.isEmpty()) {
      roster.incomplete();
      return;
    }
    Set<String> settled = roster.settled();
    Map<String, ClockRemote> clocks = new HashMap<>();
    Map<String, NodeInstance> entered = new HashMap<>(read.get());
    entered.remove(life.id.name());
    entered.forEach(
        (name, other) -> {
          if (!settled.contains(name)) {
            clocks.put(name, other);
          }
        });
    roster.update(entered.keySet(), clocks);
  }

  /** A round is over; empty if it lost its authority on the way. */
  void passed(Optional<RoundReport> report) {
    if (closed) {
      return;
    }
    report.ifPresent(this::led);
    long period = arena.settings.periodNanos();
    long now = life.ticks();
    due += (Math.max(0, (now - due) / period) + 1) * period;
    life.host.at(life, due, this::next);
  }

  private void led(RoundReport report) {
    life.office.led(report);
    arena.tally.rounds++;
  }

  /** A member, or its own node, has refused it. */
  void deposed(StaleTermException refusal) {
    if (!closed) {
      arena.transcript.note("%s is refused in term %d: %s", life.id, term(), refusal.getMessage());
      end(Optional.of(refusal));
    }
  }

  private void end(Optional<StaleTermException> refusal) {
    life.office.ended(term(), refusal);
  }

  void close() {
    closed = true;
    tenure.end();
  }

  boolean isClosed() {
    return closed;
  }
}
