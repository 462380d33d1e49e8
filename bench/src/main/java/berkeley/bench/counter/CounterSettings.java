package berkeley.bench.counter;

import berkeley.bench.result.Options;
import berkeley.master.MasterSettings;
import berkeley.master.RoundSpacing;
import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of the question.
 *
 * @param ppms by how much the counter is steered, in turn
 * @param polls how often rounds are: {@code 1s}, or {@code 1s-16s} where they may become rarer
 * @param nodes whose counter is steered, in turn: {@value #SLAVE} or {@value #MASTER}
 * @param sources which counter the nodes have, in turn: {@value #RAW} or {@value #PLATFORM}
 * @param steered how long it is steered
 * @param between how long it is left alone after that
 * @param settle how long the cluster is left alone at first
 */
record CounterSettings(
    List<Double> ppms,
    List<String> polls,
    List<String> nodes,
    List<String> sources,
    Duration steered,
    Duration between,
    Duration settle) {

  static final String SLAVE = "slave";
  static final String MASTER = "master";
  static final String RAW = "raw";
  static final String PLATFORM = "nanotime";

  /** Copies the lists. */
  CounterSettings {
    ppms = List.copyOf(ppms);
    polls = List.copyOf(polls);
    nodes = List.copyOf(nodes);
    sources = List.copyOf(sources);
  }

  /**
   * Reads options, see {@code bench/run --help}.
   *
   * @param isRaw whether this JVM can read the counter that nobody steers
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static CounterSettings parse(List<String> options, boolean isRaw) {
    Options given =
        new Options(
            options,
            "--ppm",
            "--polls",
            "--nodes",
            "--sources",
            "--steered",
            "--between",
            "--settle");
    String usual = isRaw ? RAW + "," + PLATFORM : PLATFORM;
    CounterSettings settings =
        new CounterSettings(
            Arrays.stream(given.text("--ppm", "50,500,20000").split(",", -1))
                .map(CounterSettings::ppm)
                .toList(),
            words("--polls", given.text("--polls", "1s,16s,1s-16s")),
            words("--nodes", given.text("--nodes", SLAVE + "," + MASTER)),
            words("--sources", given.text("--sources", usual)),
            given.positive("--steered", Duration.ofSeconds(30)),
            given.positive("--between", Duration.ofSeconds(20)),
            given.positive("--settle", Duration.ofSeconds(40)));
    settings.polls.forEach(CounterSettings::rounds);
    require("--nodes", settings.nodes, List.of(SLAVE, MASTER));
    require("--sources", settings.sources, isRaw ? List.of(RAW, PLATFORM) : List.of(PLATFORM));
    return settings;
  }

  private static List<String> words(String name, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + ": there is none");
    }
    return List.of(value.split(",", -1));
  }

  private static double ppm(String text) {
    try {
      double ppm = Double.parseDouble(text);
      if (Math.abs(ppm) <= 100_000) {
        return ppm;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--ppm: '%s' is no number".formatted(text), e);
    }
    throw new IllegalArgumentException("--ppm: '%s' is not in -100000..100000".formatted(text));
  }

  private static void require(String name, List<String> given, List<String> known) {
    if (!known.containsAll(given)) {
      throw new IllegalArgumentException(
          "%s: %s are not all of %s here".formatted(name, given, known));
    }
  }

  /** Returns how a master leads that polls as the text says. */
  static MasterSettings rounds(String poll) {
    String[] parts = poll.split("-", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException("--polls: '%s' is not like 1s or 1s-16s".formatted(poll));
    }
    MasterSettings.Builder settings =
        MasterSettings.builder().period(Units.duration(parts[0])).deadline(Duration.ofMillis(500));
    return parts.length == 1
        ? settings.build()
        : settings.pace(new RoundSpacing(Units.duration(parts[1]), Duration.ofMillis(1))).build();
  }
}
