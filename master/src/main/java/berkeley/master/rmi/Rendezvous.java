package berkeley.master.rmi;

import berkeley.api.RegistryAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the nodes of one cluster find one another: some registries, and the names in them that are
 * theirs.
 *
 * <p>Several clusters can share a registry. A node of cluster {@code blue} is bound as {@code
 * blue/a}; the unnamed cluster takes the names without a slash, whoever bound them.
 *
 * @param registries the registries, at least one
 * @param cluster the cluster's name: empty, or 1 to 64 letters, digits, dots, dashes and
 *     underscores
 */
public record Rendezvous(List<RegistryAddress> registries, String cluster) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{0,64}");

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of its range
   */
  public Rendezvous {
    registries = List.copyOf(registries);
    if (registries.isEmpty()) {
      throw new IllegalArgumentException("registries: none given, at least one is needed");
    }
    if (!NAME.matcher(cluster).matches()) {
      throw new IllegalArgumentException(
          "cluster: '%s' is not a name of up to 64 letters, digits, dots, dashes and underscores"
              .formatted(cluster));
    }
  }

  /** The unnamed cluster at these registries. */
  public static Rendezvous at(List<RegistryAddress> registries) {
    return new Rendezvous(registries, "");
  }

  /** The name under which a node of this cluster is bound. */
  public String boundName(String id) {
    return cluster.isEmpty() ? id : cluster + "/" + id;
  }

  /** The node behind a bound name, empty if it belongs to another cluster. */
  public Optional<String> idOf(String boundName) {
    int slash = boundName.indexOf('/');
    String of = slash < 0 ? "" : boundName.substring(0, slash);
    return of.equals(cluster) ? Optional.of(boundName.substring(slash + 1)) : Optional.empty();
  }
}
