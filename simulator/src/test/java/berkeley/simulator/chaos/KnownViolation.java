package berkeley.simulator.chaos;

import berkeley.simulator.promise.Promise;
import berkeley.simulator.promise.Violation;
import berkeley.simulator.text.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that the present code is known to do wrong.
 *
 * @param title what it is
 * @param settings what is run
 * @param firstSeed the first seed
 * @param lastSeed the last one
 * @param script harm that is done, empty for the faults that the seeds draw
 * @param breaks the names of the promises, or invariants, that at least one of the seeds breaks
 */
record KnownViolation(
    String title,
    SimulatedChaosSettings settings,
    long firstSeed,
    long lastSeed,
    List<String> script,
    List<String> breaks) {

  /** What runs have broken, by name, with an example each. */
  Map<String, String> find() {
    Map<String, String> found = new TreeMap<>();
    for (long seed = firstSeed; seed <= lastSeed; seed++) {
      ChaosSimulation simulation = new ChaosSimulation(settings, seed);
      String before = "seed %d: ".formatted(seed);
      try {
        if (script.isEmpty()) {
          new FaultSchedule(simulation).begin();
        } else {
          new ChaosScript(simulation).begin(script);
        }
        simulation.time.runUntil(settings.duration().toNanos());
      } catch (ViolationError e) {
        found.putIfAbsent(e.kind().text, before + e.getMessage());
      }
      simulation.promises.finish();
      for (Violation seen : simulation.promises.violations()) {
        found.putIfAbsent(seen.promise().text(), before + seen);
      }
    }
    return found;
  }

  /**
   * Reads a list of them.
   *
   * @throws IllegalArgumentException naming the line that makes no sense
   */
  static List<KnownViolation> read(List<String> lines) {
    List<KnownViolation> all = new ArrayList<>();
    List<String> script = new ArrayList<>();
    String title = "";
    Map<String, String> settings = Map.of();
    for (String line : lines) {
      if (line.startsWith("## ")) {
        title = line.substring(3);
        script.clear();
      } else if (line.startsWith("run: ")) {
        settings = pairs(line.substring(5));
      } else if (line.startsWith("  ")) {
        script.add(line);
      } else if (line.startsWith("breaks:")) {
        all.add(of(title, settings, script, line.substring(7)));
      } else if (!line.isBlank() && !line.startsWith("# ")) {
        throw new IllegalArgumentException("not understood: " + line);
      }
    }
    return all;
  }

  private static Map<String, String> pairs(String text) {
    return Arrays.stream(text.split(" "))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static KnownViolation of(
      String title, Map<String, String> settings, List<String> script, String breaks) {
    String[] seeds = settings.get("seeds").split("-", -1);
    return new KnownViolation(
        title,
        SimulatedChaosSettings.builder()
            .weather(Weather.byName(settings.get("weather")))
            .nodes(Integer.parseInt(settings.get("nodes")))
            .period(Units.duration(settings.get("period")))
            .duration(Units.duration(settings.get("duration")))
            .build(),
        Long.parseLong(seeds[0]),
        Long.parseLong(seeds[seeds.length - 1]),
        List.copyOf(script),
        Arrays.stream(breaks.trim().split("\\s+")).filter(name -> !name.isEmpty()).toList());
  }

  /** Returns the names found in the order of the promises, others after them. */
  static String sorted(Map<String, String> found) {
    List<String> names = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      if (found.containsKey(promise.text())) {
        names.add(promise.text());
      }
    }
    found.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
    return String.join(" ", names);
  }
}
