package berkeley.bench.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the nodes of clusters get in some of the questions. */
final class ClusterExtras {
  private ClusterExtras() {}

  /**
   * TLS for all processes.
   *
   * @param keys the folder of everyone's keys
   */
  static ProcessCluster.Dress tls(Path keys) {
    return new ProcessCluster.Dress() {
      @Override
      public List<String> arguments(String name) {
        return List.of("--tls=" + keys);
      }
    };
  }

  /**
   * Nodes that serve metrics and record with Flight Recorder.
   *
   * @param recordings the folder for what is recorded
   */
  static ProcessCluster.Dress observed(Path recordings) {
    return new ProcessCluster.Dress() {
      @Override
      public List<String> arguments(String name) {
        return ProcessCluster.NODES.contains(name) ? List.of("--metrics=0", "--jmx") : List.of();
      }

      @Override
      public Map<String, String> environment(String name) {
        String recording = "-XX:StartFlightRecording:filename=%s/%s.jfr";
        return ProcessCluster.NODES.contains(name)
            ? Map.of("JAVA_OPTS", recording.formatted(recordings, name))
            : Map.of();
      }
    };
  }
}
