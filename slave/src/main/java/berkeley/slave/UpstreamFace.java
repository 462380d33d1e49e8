package berkeley.slave;

import berkeley.master.rmi.OneLine;
import berkeley.slave.rmi.Export;
import berkeley.slave.rmi.HostRegistry;
import berkeley.slave.rmi.NodeServant;
import berkeley.slave.rmi.Registration;
import java.rmi.RemoteException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's master where the level above finds it: a remote object of its own, entered in the
 * registries of that level for as long as the node leads its group. It answers on the node's own
 * port, so that one open port a node serves both levels. Safe for use by several threads.
 */
final class UpstreamFace implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamFace.class);

  private final NodeSettings settings;
  private final Upstream upstream;
  private final ParentLink link;
  private final Optional<HostRegistry> ownRegistry;
  private final Supplier<Export> own;
  private Optional<Shown> shown = Optional.empty();

  private record Shown(Export export, Registration registration, Beat registrar) {}

  /**
   * A face that is not shown yet.
   *
   * @param settings of the node, with a level above
   * @param link what stands behind it
   * @param ownRegistry a registry in this process
   * @param own how its group reaches the node
   */
  UpstreamFace(
      NodeSettings settings,
      ParentLink link,
      Optional<HostRegistry> ownRegistry,
      Supplier<Export> own) {
    this.settings = settings;
    this.upstream = settings.upstream().orElseThrow();
    this.link = link;
    boolean apart = !upstream.rendezvous().cluster().equals(settings.rendezvous().cluster());
    this.ownRegistry = apart ? ownRegistry : Optional.empty();
    this.own = own;
  }

  /** Shows it; a failure to do so leaves the group in holdover, and the log says why. */
  synchronized void show() {
    if (shown.isPresent()) {
      return;
    }
    try {
      Export export = own.get().beside(new NodeServant(link));
      Registration registration =
          new Registration(settings.id(), export.stub(), upstream.rendezvous(), ownRegistry);
      Beat registrar =
          new Beat("berkeley-upstream", settings.reRegister().toMillis(), registration::refresh);
      shown = Optional.of(new Shown(export, registration, registrar));
      registrar.start();
    } catch (RemoteException e) {
      LOG.error("cannot be seen by a parent node={} cause={}", settings.id(), OneLine.of(e));
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
