package berkeley.simulator.bully;

import berkeley.simulator.bully.ElectionTrial.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Trials of both elections over the same seeds.
 *
 * @param nodes how many nodes
 * @param period from one round to the next
 * @param loss the share of messages that are lost
 * @param quorum the trials of this project's election, one for each seed
 * @param bully those of the election by priority
 */
public record ElectionComparison(
    int nodes, Duration period, double loss, List<ElectionCost> quorum, List<ElectionCost> bully) {

  /** Copies the lists. */
  public ElectionComparison {
    quorum = List.copyOf(quorum);
    bully = List.copyOf(bully);
  }

  /**
   * Runs the trials, as many at once as there are processors.
   *
   * @param nodes how many nodes, 3 to 50
   * @param period from one round to the next, 100 ms to 1 minute; leases and timeouts follow
   * @param loss the share of messages that are lost, 0 to 0.5
   * @param firstSeed the first seed
   * @param seeds how many, at least 1
   * @throws IllegalArgumentException naming what is out of its range
   */
  public static ElectionComparison run(
      int nodes, Duration period, double loss, long firstSeed, int seeds) {
    require(nodes >= 3 && nodes <= 50, "nodes: %s is not in 3..50", nodes);
    require(
        period.toMillis() >= 100 && period.compareTo(Duration.ofMinutes(1)) <= 0,
        "period: %s is not in 100ms..1m",
        period);
    require(loss >= 0 && loss <= 0.5, "loss: %s is not in 0..0.5", loss);
    return new ElectionComparison(
        nodes,
        period,
        loss,
        trials(Kind.QUORUM, nodes, period, loss, firstSeed, seeds),
        trials(Kind.BULLY, nodes, period, loss, firstSeed, seeds));
  }

  private static void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(value));
    }
  }

  private static List<ElectionCost> trials(
      Kind kind, int nodes, Duration period, double loss, long firstSeed, int seeds) {
    return LongStream.range(firstSeed, firstSeed + seeds)
        .parallel()
        .mapToObj(seed -> new ElectionTrial(kind, nodes, period, loss, seed).run())
        .toList();
  }

  /** Returns the mean of a figure. */
  public static double mean(List<ElectionCost> trials, ToDoubleFunction<ElectionCost> figure) {
    return trials.stream().mapToDouble(figure).average().orElse(0);
  }

  /** Returns the largest of a figure. */
  public static double worst(List<ElectionCost> trials, ToDoubleFunction<ElectionCost> figure) {
    return trials.stream().mapToDouble(figure).max().orElse(0);
  }

  /** Returns the result as a document: means, and worst cases. */
  public Map<String, Object> document() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("nodes", nodes);
    values.put("period_ns", period.toNanos());
    values.put("loss", loss);
    values.put("seeds", quorum.size());
    values.put("quorum", document(quorum));
    values.put("bully", document(bully));
    return values;
  }

  private static Map<String, Object> document(List<ElectionCost> trials) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "heartbeats_per_s", trials, ElectionCost::heartbeatsASecond);
    put(values, "killed_without_master_ns", trials, ElectionCost::killedWithoutNanos);
    put(values, "killed_messages", trials, ElectionCost::killedMessages);
    put(values, "back_changes", trials, ElectionCost::backChanges);
    put(values, "back_without_master_ns", trials, ElectionCost::backWithoutNanos);
    put(values, "back_messages", trials, ElectionCost::backMessages);
    put(values, "split_without_master_ns", trials, ElectionCost::splitWithoutNanos);
    put(values, "split_several_masters_ns", trials, ElectionCost::splitSeveralNanos);
    put(values, "healed_several_masters_ns", trials, ElectionCost::healedSeveralNanos);
    put(values, "healed_messages", trials, ElectionCost::healedMessages);
    return values;
  }

  private static void put(
      Map<String, Object> values,
      String key,
      List<ElectionCost> trials,
      ToDoubleFunction<ElectionCost> figure) {
    Map<String, Object> both = new LinkedHashMap<>();
    both.put("mean", mean(trials, figure));
    both.put("worst", worst(trials, figure));
    values.put(key, both);
  }
}
