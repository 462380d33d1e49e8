package berkeley.harness.demo;

import berkeley.harness.process.JavaCommand;
import berkeley.harness.proxy.ProxiedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines of a demonstration's children: with everyone's keys where they talk under TLS,
 * and behind a proxy where there is a network to play with.
 *
 * @param java how to start a JVM
 * @param keys the folder of keys, if there is one
 * @param network the nodes' proxies, if there are any
 */
record ChildCommandLines(JavaCommand java, Optional<Path> keys, Optional<ProxiedNetwork> network)
    implements AutoCloseable {

  /** As the settings want it. */
  static ChildCommandLines of(DemoSettings settings) {
    return new ChildCommandLines(
        JavaCommand.likeThisProcess(),
        settings.keys(),
        settings.network() ? Optional.of(new ProxiedNetwork()) : Optional.empty());
  }

  /** Of the registry, which is always reached directly. */
  List<String> registry(List<String> arguments) {
    return java.running(protect(arguments));
  }

  /** Of a node. */
  List<String> node(String id, List<String> arguments) {
    List<String> all = protect(arguments);
    if (network.isEmpty()) {
      return java.running(all);
    }
    network.get().join(id);
    return network.get().commandLine(java, id, all);
  }

  private List<String> protect(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    keys.ifPresent(folder -> all.add("--tls=" + folder));
    return all;
  }

  @Override
  public void close() {
    network.ifPresent(ProxiedNetwork::close);
  }
}
