package berkeley.slave.servant;

import berkeley.node.NodeService;
import berkeley.slave.registration.PeriodicTask;
import berkeley.slave.registration.Registration;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.log.LogText;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's master where the level above finds it: a remote object of its own, entered in the
 * registries of that level for as long as the node leads its group. It answers on the node's own
 * port, so that one open port a node serves both levels. Safe for use by several threads.
 */
public final class UpstreamServant implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamServant.class);

  private final String id;
  private final Duration reRegister;
  private final UpstreamSettings upstream;
  private final NodeService link;
  private final Optional<HostRegistry> ownRegistry;
  private final Supplier<ExportedObject> own;
  private Optional<Shown> shown = Optional.empty();

  private record Shown(ExportedObject export, Registration registration, PeriodicTask registrar) {}

  /**
   * A face that is not shown yet.
   *
   * @param id the node's name
   * @param cluster the cluster of its group
   * @param reRegister how often it looks whether it is still registered
   * @param upstream the level above
   * @param link what stands behind it
   * @param ownRegistry a registry in this process
   * @param own how its group reaches the node
   */
  public UpstreamServant(
      String id,
      String cluster,
      Duration reRegister,
      UpstreamSettings upstream,
      NodeService link,
      Optional<HostRegistry> ownRegistry,
      Supplier<ExportedObject> own) {
    this.id = id;
    this.reRegister = reRegister;
    this.upstream = upstream;
    this.link = link;
    boolean apart = !upstream.rendezvous().cluster().equals(cluster);
    this.ownRegistry = apart ? ownRegistry : Optional.empty();
    this.own = own;
  }

  /** Shows it; a failure to do so leaves the group in holdover, and the log says why. */
  public synchronized void show() {
    if (shown.isPresent()) {
      return;
    }
    try {
      ExportedObject export = own.get().beside(new NodeServant(link));
      Registration registration =
          new Registration(id, export.stub(), upstream.rendezvous(), ownRegistry);
      PeriodicTask registrar =
          new PeriodicTask("berkeley-upstream", reRegister.toMillis(), registration::refresh);
      shown = Optional.of(new Shown(export, registration, registrar));
      registrar.start();
    } catch (RemoteException e) {
      LOG.error("cannot be seen by a parent node={} cause={}", id, LogText.of(e));
    }
  }

  /** Takes it back. */
  @Override
  public synchronized void close() {
    shown.ifPresent(
        face -> {
          face.registrar().close();
          face.registration().close();
          face.export().close();
        });
    shown = Optional.empty();
  }
}
