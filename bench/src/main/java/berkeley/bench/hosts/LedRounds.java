package berkeley.bench.hosts;

import berkeley.api.wire.Outcome;
import berkeley.harness.record.RoundLines;
import berkeley.transport.ticks.HostTicks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rounds that the nodes of all hosts have led, as they print them. For several threads. */
final class LedRounds {

  /**
   * A round that a node has led.
   *
   * @param leader the node that led it
   * @param ticks when its line was read
   * @param durationNanos how long it took
   * @param accepted how many members were accepted
   */
  record Led(String leader, long ticks, long durationNanos, long accepted) {}

  private final List<Led> all = new ArrayList<>();

  /** Adds a round from a line of a node's output; other lines are ignored. */
  void add(String node, String line) {
    long ticks = HostTicks.now();
    RoundLines.parse(line)
        .ifPresent(
            round -> {
              long accepted =
                  round.members().stream()
                      .filter(member -> member.outcome() == Outcome.ACCEPTED)
                      .count();
              synchronized (this) {
                all.add(new Led(node, ticks, round.durationNanos(), accepted));
              }
            });
  }

  /** Returns the first round that began after some ticks and was led by one of these nodes. */
  synchronized Optional<Led> first(Collection<String> leaders, long afterTicks) {
    return all.stream()
        .filter(round -> leaders.contains(round.leader()))
        .filter(round -> round.ticks() - round.durationNanos() - afterTicks > 0)
        .findFirst();
  }
}
