package berkeley.api.environment;

/**
 * A service that lists the members of a cluster and says who leads it, in place of registries and
 * the nodes' own election. An integration hands it out, such as that of ZooKeeper; a node is given
 * it when it is built.
 */
public interface ClusterService {

  /** {@return the cluster's name, empty for the unnamed one} */
  String cluster();
}
