package berkeley.simulator.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What several seeds came to.
 *
 * @param settings what they ran
 * @param runs one for each seed, at least one
 */
public record SimulatedChaosSummary(SimulatedChaosSettings settings, List<SimulatedChaosRun> runs) {

  /** Copies the list. */
  public SimulatedChaosSummary {
    runs = List.copyOf(runs);
  }

  /** Runs so many seeds, one after the other, from the first one on. */
  public static SimulatedChaosSummary of(
      SimulatedChaosSettings settings, long firstSeed, int seeds) {
    return new SimulatedChaosSummary(
        settings,
        LongStream.range(firstSeed, firstSeed + seeds)
            .mapToObj(seed -> SimulatedChaosRun.of(settings, seed))
            .toList());
  }

  /** The first seed that broke something. */
  public Optional<SimulatedChaosRun> firstBroken() {
    return runs.stream().filter(run -> run.violation().isPresent()).findFirst();
  }

  /** Virtual time of all seeds, in nanoseconds. */
  public long virtualNanos() {
    return runs.stream().mapToLong(SimulatedChaosRun::virtualNanos).sum();
  }

  /** Events of all seeds, by name. */
  public Map<String, Long> counts() {
    Map<String, Long> sums = new LinkedHashMap<>();
    runs.forEach(run -> run.counts().forEach((name, count) -> sums.merge(name, count, Long::sum)));
    return sums;
  }

  /** Faults of all seeds, by kind. */
  public Map<String, Long> faults() {
    Map<String, Long> sums = new TreeMap<>();
    runs.forEach(run -> run.faults().forEach((name, count) -> sums.merge(name, count, Long::sum)));
    return sums;
  }

  /** How many seeds broke each thing that the oracle watches; each seed ends at its first. */
  public Map<String, Long> violations() {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (InvariantKind kind : InvariantKind.values()) {
      sums.put(kind.text, 0L);
    }
    runs.forEach(run -> run.violation().ifPresent(kind -> sums.merge(kind, 1L, Long::sum)));
    return sums;
  }

  /** What the checks of the promises came to. */
  public PromiseTotals promises() {
    return new PromiseTotals(runs);
  }

  /** The largest of a figure over the seeds. */
  public long longest(ToLongFunction<SimulatedChaosRun> figure) {
    return runs.stream().mapToLong(figure).max().orElse(0);
  }

  /** The result as a document, for JSON: keys in order, units in the keys. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("nodes", settings.nodes());
    document.put("period_ns", settings.period().toNanos());
    document.put("weather", settings.weather().text());
    document.put("broken", settings.broken().text());
    document.put("first_seed", runs.get(0).seed());
    document.put("seeds", runs.size());
    document.put("virtual_ns", virtualNanos());
    document.putAll(counts());
    document.put("faults", faults());
    document.put("longest_gap_ns", longest(SimulatedChaosRun::longestGapNanos));
    document.put("longest_recovery_ns", longest(SimulatedChaosRun::longestRecoveryNanos));
    document.put("violations", violations());
    document.put("promises", settings.checksPromises() ? promises().document() : null);
    document.put("broken_seed", orNull(SimulatedChaosRun::seed));
    document.put("transcript", orNull(SimulatedChaosRun::transcript));
    return document;
  }

  private @Nullable Object orNull(Function<SimulatedChaosRun, Object> part) {
    return firstBroken().map(part).orElse(null);
  }
}
