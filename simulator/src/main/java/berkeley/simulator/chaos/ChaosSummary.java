package berkeley.simulator.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * What several seeds came to.
 *
 * @param settings what they ran
 * @param runs one for each seed, at least one
 */
public record ChaosSummary(ChaosSettings settings, List<ChaosRun> runs) {

  /** Copies the list. */
  public ChaosSummary {
    runs = List.copyOf(runs);
  }

  /** Runs so many seeds, one after the other, from the first one on. */
  public static ChaosSummary of(ChaosSettings settings, long firstSeed, int seeds) {
    return new ChaosSummary(
        settings,
        LongStream.range(firstSeed, firstSeed + seeds)
            .mapToObj(seed -> ChaosRun.of(settings, seed))
            .toList());
  }

  /** The first seed that broke something. */
  public Optional<ChaosRun> firstBroken() {
    return runs.stream().filter(run -> run.violation().isPresent()).findFirst();
  }

  /** Virtual time of all seeds, in nanoseconds. */
  public long virtualNanos() {
    return runs.stream().mapToLong(ChaosRun::virtualNanos).sum();
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
    for (Kind kind : Kind.values()) {
      sums.put(kind.text, 0L);
    }
    runs.forEach(run -> run.violation().ifPresent(kind -> sums.merge(kind, 1L, Long::sum)));
    return sums;
  }

  /** The largest of a figure over the seeds. */
  public long longest(ToLongFunction<ChaosRun> figure) {
    return runs.stream().mapToLong(figure).max().orElse(0);
  }

  /** The result as a document, for JSON: keys in order, units in the keys. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("nodes", settings.nodes());
    document.put("period_ns", settings.period().toNanos());
    document.put("broken", settings.broken().text());
    document.put("first_seed", runs.get(0).seed());
    document.put("seeds", runs.size());
    document.put("virtual_ns", virtualNanos());
    document.putAll(counts());
    document.put("faults", faults());
    document.put("longest_gap_ns", longest(ChaosRun::longestGapNanos));
    document.put("longest_recovery_ns", longest(ChaosRun::longestRecoveryNanos));
    document.put("violations", violations());
    document.put("broken_seed", orNull(ChaosRun::seed));
    document.put("transcript", orNull(ChaosRun::transcript));
    return document;
  }

  private Object orNull(Function<ChaosRun, Object> part) {
    return firstBroken().map(part).orElse(null);
  }
}
