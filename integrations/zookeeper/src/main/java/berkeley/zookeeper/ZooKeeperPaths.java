package berkeley.zookeeper;

/**
 * Where a cluster's nodes are in ZooKeeper, below the root that the operator gave. Names of
 * clusters cannot hide one another, nor the unnamed one.
 *
 * @param cluster the cluster's name, empty for the unnamed one
 */
record ZooKeeperPaths(String cluster) {

  /** The name under which Curator's service discovery keeps the members. */
  static final String MEMBERS = "members";

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if ZooKeeper cannot have a node of that name
   */
  ZooKeeperPaths {
    if (cluster.equals(".") || cluster.equals("..")) {
      throw new IllegalArgumentException(
          "cluster: '%s' means something else to ZooKeeper; choose another name"
              .formatted(cluster));
    }
  }

  /** Everything of this cluster. */
  String base() {
    return cluster.isEmpty() ? "/cluster" : "/clusters/" + cluster;
  }

  /** The leader latch. */
  String latch() {
    return base() + "/latch";
  }

  /** The newest term, in digits. */
  String term() {
    return base() + "/term";
  }
}
