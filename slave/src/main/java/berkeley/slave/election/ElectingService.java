package berkeley.slave.election;

import berkeley.api.environment.ClusterService;
import berkeley.node.driver.ElectionMethod;
import berkeley.transport.registry.ClusterAddress;

/** What an integration tells a node about its cluster. */
public interface ElectingService extends ClusterService {

  /** {@return where the nodes of the cluster find one another} */
  ClusterAddress clusterAddress();

  /** {@return how its electable nodes come to have one master} */
  ElectionMethod contest();

  @Override
  default String cluster() {
    return clusterAddress().cluster();
  }
}
