package berkeley.launcher.demo;

import berkeley.launcher.fleet.JavaCommand;
import berkeley.launcher.proxy.Network;
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
record ChildLines(JavaCommand java, Optional<Path> keys, Optional<Network> network)
    implements AutoCloseable {

  /** As the settings want it. */
  static ChildLines of(DemoSettings settings) {
    return new ChildLines(
        JavaCommand.likeThisProcess(),
        settings.keys(),
        settings.network() ? Optional.of(new Network()) : Optional.empty());
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
    network.ifPresent(Network::close);
  }
}
