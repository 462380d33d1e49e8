package berkeley.bench.yardstick;

import berkeley.bench.result.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is measured, and for how long.
 *
 * @param baseline the folder of the built checkout that this one is measured against
 * @param parts what is measured, in this order
 * @param seeds runs of each scenario
 * @param passes pairs of clusters, one after the other, whose accuracy is measured
 * @param watch how long each pass is watched
 * @param settle how long clusters are left alone before they are watched
 * @param idle how long idle nodes are watched, in all
 * @param trials masters killed of each build
 * @param slaves in the rounds of many
 * @param scaleWindows runs of each build of those
 * @param chaosSeeds clusters under chaos in each window
 * @param chaosWindows windows of each build
 */
record YardstickSettings(
    Path baseline,
    List<YardstickPart> parts,
    int seeds,
    int passes,
    Duration watch,
    Duration settle,
    Duration idle,
    int trials,
    int slaves,
    int scaleWindows,
    int chaosSeeds,
    int chaosWindows) {

  YardstickSettings {
    parts = List.copyOf(parts);
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  static YardstickSettings parse(List<String> options) {
    Options given =
        new Options(
            options,
            "--baseline",
            "--parts",
            "--seeds",
            "--passes",
            "--watch",
            "--settle",
            "--idle",
            "--trials",
            "--slaves",
            "--scale-windows",
            "--chaos-seeds",
            "--chaos-windows");
    String baseline = given.text("--baseline", "");
    if (baseline.isEmpty()) {
      throw new IllegalArgumentException(
          "--baseline is missing, the folder of a built checkout; bench/yardstick makes one");
    }
    return new YardstickSettings(
        Path.of(baseline),
        parts(given.text("--parts", "usual")),
        given.number("--seeds", 1, 10),
        given.number("--passes", 1, 4),
        given.positive("--watch", Duration.ofSeconds(30)),
        given.positive("--settle", Duration.ofSeconds(30)),
        given.positive("--idle", Duration.ofMinutes(1)),
        given.number("--trials", 1, 8),
        given.number("--slaves", 1, 1000),
        given.number("--scale-windows", 1, 2),
        given.number("--chaos-seeds", 1, 4),
        given.number("--chaos-windows", 1, 3));
  }

  /** Returns them as JSON shows them. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seeds", seeds);
    map.put("passes", passes);
    map.put("watch_ms", watch.toMillis());
    map.put("settle_ms", settle.toMillis());
    map.put("idle_ms", idle.toMillis());
    map.put("trials", trials);
    map.put("slaves", slaves);
    map.put("scale_windows", scaleWindows);
    map.put("chaos_seeds", chaosSeeds);
    map.put("chaos_windows", chaosWindows);
    return map;
  }

  private static List<YardstickPart> parts(String value) {
    return value.equals("usual")
        ? YardstickPart.USUAL
        : Stream.of(value.split(",", -1)).map(YardstickPart::of).distinct().toList();
  }
}
