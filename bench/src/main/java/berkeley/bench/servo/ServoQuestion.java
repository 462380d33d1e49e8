package berkeley.bench.servo;

import berkeley.bench.result.Results;
import berkeley.bench.result.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Measures how accurate each servo is: the contenders side by side, as a table and as JSON. */
public final class ServoQuestion {

  private ServoQuestion() {}

  /** Measures all contenders in scenarios A to F, with the seeds of the published figures. */
  public static void scenarios(Results results) throws IOException {
    compare("servo", ServoWorlds.all(), ServoQuestion::allFor, 101, 110, results);
  }

  /** Measures the two best in the unkind worlds. */
  public static void robustness(Results results) throws IOException {
    List<ServoContender> best = List.of(ServoContender.EDGES, ServoContender.KALMAN);
    compare("robustness", UnkindWorlds.all(), world -> best, 1, 5, results);
  }

  private static List<ServoContender> allFor(ServoWorld world) {
    List<ServoContender> all = new ArrayList<>(ServoContender.all());
    all.add(ServoContender.toldWanderOf(world));
    return all;
  }

  private static void compare(
      String question,
      List<ServoWorld> worlds,
      Function<ServoWorld, List<ServoContender>> contenders,
      long firstSeed,
      long lastSeed,
      Results results)
      throws IOException {
    Table table =
        new Table(
            "scenario",
            "servo",
            "RMS us",
            "max us",
            "median spread us",
            "p99 spread us",
            "settled s",
            "RMS in round 10 us");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (ServoWorld world : worlds) {
      for (ServoContender contender : contenders.apply(world)) {
        ServoAccuracy f = ServoTrial.median(world, contender, firstSeed, lastSeed);
        results.print(
            table.add(
                world.name(),
                contender.name(),
                micros(f.rmsNanos(), 3),
                micros(f.maxNanos(), 1),
                micros(f.medianSpreadNanos(), 2),
                micros(f.p99SpreadNanos(), 2),
                "%.1f".formatted(f.settledSeconds()),
                micros(f.tenthRoundNanos(), 2)));
        rows.add(row(world, contender, f));
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("first_seed", firstSeed);
    document.put("last_seed", lastSeed);
    document.put("sampled_at_s", SlaveRun.SAMPLED_AT);
    document.put("results", rows);
    results.write(question, document, table);
  }

  private static String micros(double nanos, int digits) {
    return ("%." + digits + "f").formatted(nanos * 1e-3);
  }

  private static Map<String, Object> row(
      ServoWorld world, ServoContender contender, ServoAccuracy f) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("scenario", world.name());
    row.put("servo", contender.name());
    row.put("rms_ns", Math.round(f.rmsNanos()));
    row.put("max_ns", Math.round(f.maxNanos()));
    row.put("spread_median_ns", Math.round(f.medianSpreadNanos()));
    row.put("spread_p99_ns", Math.round(f.p99SpreadNanos()));
    row.put("settled_s", f.settledSeconds());
    row.put("rms_round_10_ns", Math.round(f.tenthRoundNanos()));
    return row;
  }
}
