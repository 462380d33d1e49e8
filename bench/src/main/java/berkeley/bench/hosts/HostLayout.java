package berkeley.bench.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which nodes run on which host.
 *
 * @param hosts how many hosts, numbered from 1
 * @param nodes how many nodes on each; the first of them serves the registry
 * @param port of each host's registry and first node; the next ones have the next ports
 * @param byOneName whether one name stands for all registries
 * @param hidden the host whose only node is reached through a proxy and does not stand for
 *     election; 0 for none
 */
record HostLayout(int hosts, int nodes, int port, boolean byOneName, int hidden) {

  /** The name that stands for all hosts. */
  static final String ALL = "fleet";

  /** Returns the names of a host's nodes. */
  List<String> on(int host) {
    int count = host == hidden ? 1 : nodes;
    return IntStream.range(0, count)
        .mapToObj(i -> NetworkNamespaces.name(host) + (char) ('a' + i))
        .toList();
  }

  /** Returns the names of all nodes. */
  List<String> all() {
    return IntStream.rangeClosed(1, hosts).boxed().flatMap(host -> on(host).stream()).toList();
  }

  /** Returns the names of all nodes but those of a host. */
  List<String> butOn(int host) {
    List<String> others = new ArrayList<>(all());
    others.removeAll(on(host));
    return others;
  }

  /** Returns the host of a node. */
  int hostOf(String id) {
    return IntStream.rangeClosed(1, hosts)
        .filter(host -> on(host).contains(id))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the registries, as the command line takes them. */
  String registries() {
    return byOneName
        ? ALL + ":" + port
        : IntStream.rangeClosed(1, hosts)
            .mapToObj(host -> NetworkNamespaces.name(host) + ":" + port)
            .collect(Collectors.joining(","));
  }
}
