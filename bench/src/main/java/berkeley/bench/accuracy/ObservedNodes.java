package berkeley.bench.accuracy;

import berkeley.harness.process.ProcessVariation;
import java.nio.file.Path;
import java.util.List;

/** Nodes that serve metrics and record with Flight Recorder. */
final class ObservedNodes implements ProcessVariation {

  private final Path recordings;

  /**
   * Creates the variation.
   *
   * @param recordings the folder of what is recorded
   */
  ObservedNodes(Path recordings) {
    this.recordings = recordings;
  }

  @Override
  public List<String> arguments(String name) {
    return name.equals(REGISTRY) ? List.of() : List.of("--metrics=0", "--jmx");
  }

  @Override
  public List<String> jvmOptions(String name) {
    return name.equals(REGISTRY)
        ? List.of()
        : List.of("-XX:StartFlightRecording:filename=%s/%s.jfr".formatted(recordings, name));
  }
}
