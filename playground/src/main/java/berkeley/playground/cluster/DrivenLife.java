package berkeley.playground.cluster;

import berkeley.node.driver.BuiltInElection;
import berkeley.node.driver.NodeDriver;
import berkeley.node.driver.NodeListener;
import berkeley.node.election.ElectionSettings;
import berkeley.simulator.cluster.TwoFacedSlave;
import berkeley.simulator.cluster.VirtualNode;
import berkeley.simulator.environment.MessageObserver;
import berkeley.simulator.environment.SimulatedEnvironment;
import berkeley.simulator.environment.SimulatedPeer;
import berkeley.simulator.environment.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;

/** One life of a node: the drivers of real nodes, in a process of a modelled host. */
final class DrivenLife {

  private static final Duration LEAST_LOOK = Duration.ofMillis(10);

  private final DrivenCluster cluster;
  private final DrivenHost host;
  private final SimulatedProcess process;
  private final VirtualNode node;
  private final NodeDriver driver;
  private final SimulatedPeer peer;

  DrivenLife(DrivenCluster cluster, DrivenHost host) {
    this.cluster = cluster;
    this.host = host;
    DrawnHost place = host.host();
    this.process = SimulatedProcess.prompt(place.name(), cluster.time(), place.counter());
    this.node = place.newNode();
    Duration look = period().dividedBy(20);
    this.driver =
        new NodeDriver(
            node.core(),
            node.clock(),
            SimulatedEnvironment.of(
                process,
                place::wallNanos,
                (from, to, kind, arrival) -> cluster.carrier().send(from, to, kind, arrival),
                MessageObserver.NONE,
                cluster.registry().of(place.name(), this::entry, process),
                cluster.random().other()),
            period().dividedBy(2),
            look.compareTo(LEAST_LOOK) > 0 ? look : LEAST_LOOK,
            NodeListener.NONE,
            Optional.empty());
    if (cluster.leadership() == Leadership.ELECTED) {
      driver.takePart(
          new BuiltInElection(ElectionSettings.forPeriod(period())),
          cluster.scenario().master(),
          cluster::led);
    }
    this.peer =
        new SimulatedPeer(
            process, new TwoFacedSlave(node.service(), place::lieNanos), driver.election());
    cluster.links().runsOn(process, host);
  }

  private Duration period() {
    return cluster.scenario().master().period();
  }

  private Optional<SimulatedPeer> entry() {
    return Optional.of(peer);
  }

  void begin() {
    process.run(
        () -> {
          driver.start(entered -> {});
          if (cluster.leadership() == Leadership.ELECTED) {
            return;
          }
          if (host.number() == 1) {
            driver.lead(cluster.scenario().master(), term -> {}, cluster::led, ending -> {});
          } else if (cluster.leadership() == Leadership.PUSHED) {
            driver.pushEvery(period());
          }
        });
  }

  SimulatedProcess process() {
    return process;
  }

  VirtualNode node() {
    return node;
  }

  NodeDriver driver() {
    return driver;
  }
}
