package berkeley.zookeeper;

/**
 * The paths of a cluster in ZooKeeper, below the operator's root. The paths of two clusters never
 * coincide.
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

  /** Returns the path of the cluster. */
  String base() {
    return cluster.isEmpty() ? "/cluster" : "/clusters/" + cluster;
  }

  /** Returns the path of the leader latch. */
  String latch() {
    return base() + "/latch";
  }

  /** Returns the path of the newest term. */
  String term() {
    return base() + "/term";
  }
}
