package berkeley.transport.registry;

import berkeley.api.RegistryAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the nodes of one cluster find one another: registries, and the names in them that belong to
 * the cluster; or a directory that is kept elsewhere and names the registry of each member.
 *
 * <p>Several clusters can share a registry. A node of cluster {@code blue} is bound as {@code
 * blue/a}; the unnamed cluster takes the names without a slash, whoever bound them.
 *
 * @param registries the registries, at least one; none if there is a directory
 * @param cluster the cluster's name: empty, or 1 to 64 letters, digits, dots, dashes and
 *     underscores
 * @param directory the directory, empty where the registries themselves list the members
 */
public record ClusterAddress(
    List<RegistryAddress> registries, String cluster, Optional<MemberDirectory> directory) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Comparator<RegistryAddress> ORDER =
      Comparator.comparing(RegistryAddress::host).thenComparing(RegistryAddress::port);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of its range
   */
  public ClusterAddress {
    registries = List.copyOf(registries);
    if (registries.isEmpty() && directory.isEmpty()) {
      throw new IllegalArgumentException("registries: none given, at least one is needed");
    }
    if (!registries.isEmpty() && directory.isPresent()) {
      throw new IllegalArgumentException(
          "registries: %s given beside a list of members, which says itself where they are"
              .formatted(registries));
    }
    if (!cluster.isEmpty() && !NAME.matcher(cluster).matches()) {
      throw new IllegalArgumentException(
          "cluster: '%s' is not a name of up to 64 letters, digits, dots, dashes and underscores"
              .formatted(cluster));
    }
  }

  /**
   * Creates the address of a cluster whose nodes are listed in the registries.
   *
   * @param registries at least one
   * @param cluster its name, empty for the unnamed one
   */
  public ClusterAddress(List<RegistryAddress> registries, String cluster) {
    this(registries, cluster, Optional.empty());
  }

  /** Returns the address of a cluster whose nodes have registries of their own and a directory. */
  public static ClusterAddress by(MemberDirectory directory, String cluster) {
    return new ClusterAddress(List.of(), cluster, Optional.of(directory));
  }

  /** Returns the address of the unnamed cluster at these registries. */
  public static ClusterAddress at(List<RegistryAddress> registries) {
    return new ClusterAddress(registries, "");
  }

  /** Returns the registries to ask now: those given, or those that the directory names. */
  public List<RegistryAddress> registriesNow() {
    return directory
        .map(known -> known.members().members().values().stream().distinct().sorted(ORDER).toList())
        .orElse(registries);
  }

  /** Returns the servers that this process must reach to find the others, up or not. */
  public List<RegistryAddress> contactPoints() {
    return directory.map(MemberDirectory::servers).orElse(registries);
  }

  /** Returns the name under which a node of this cluster is bound. */
  public String boundName(String id) {
    return cluster.isEmpty() ? id : cluster + "/" + id;
  }

  /**
   * Returns the node behind a bound name; empty if it belongs to another cluster, or is no name of
   * a node: whoever may bind one chooses its text, and it ends in logs and on terminals.
   */
  public Optional<String> idOf(String boundName) {
    int slash = boundName.indexOf('/');
    String owner = slash < 0 ? "" : boundName.substring(0, slash);
    String id = boundName.substring(slash + 1);
    return owner.equals(cluster) && NAME.matcher(id).matches() ? Optional.of(id) : Optional.empty();
  }
}
