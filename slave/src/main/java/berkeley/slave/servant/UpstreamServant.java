package berkeley.slave.servant;

import berkeley.api.environment.EventLoop.Timer;
import berkeley.node.NodeService;
import berkeley.node.driver.LevelAbove;
import berkeley.slave.environment.RmiEnvironment;
import berkeley.slave.registration.Registration;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.export.HostRegistry;
import berkeley.transport.log.LogText;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group's master where the level above finds it: a remote object of its own, entered in the
 * registries of that level for as long as the node leads its group. It answers on the node's own
 * port, so that one open port a node serves both levels. For the node's loop; what waits for a
 * registry does so elsewhere.
 */
public final class UpstreamServant implements LevelAbove {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamServant.class);

  private final String id;
  private final Duration reRegister;
  private final UpstreamSettings upstream;
  private final NodeService link;
  private final Optional<HostRegistry> ownRegistry;
  private final Supplier<ExportedObject> own;
  private final RmiEnvironment environment;
  private Optional<Shown> shown = Optional.empty();
  private Timer refresh = () -> {};
  private volatile CountDownLatch hidden = new CountDownLatch(0);

  private record Shown(ExportedObject export, Registration registration) {}

  /**
   * Prepares a group's master that is not shown yet.
   *
   * @param id the node's name
   * @param cluster the cluster of its group
   * @param reRegister how often it looks whether it is still registered
   * @param upstream the level above
   * @param link what it answers: the time on any thread, all else on the node's loop
   * @param ownRegistry a registry in this process
   * @param own how its group reaches the node
   * @param environment what the node is handed
   */
  public UpstreamServant(
      String id,
      String cluster,
      Duration reRegister,
      UpstreamSettings upstream,
      NodeService link,
      Optional<HostRegistry> ownRegistry,
      Supplier<ExportedObject> own,
      RmiEnvironment environment) {
    this.id = id;
    this.reRegister = reRegister;
    this.upstream = upstream;
    this.link = link;
    boolean apart = !upstream.clusterAddress().cluster().equals(cluster);
    this.ownRegistry = apart ? ownRegistry : Optional.empty();
    this.own = own;
    this.environment = environment;
  }

  /** {@inheritDoc} A failure to do so leaves the group in holdover, and the log says why. */
  @Override
  public void show() {
    if (shown.isPresent()) {
      return;
    }
    try {
      ExportedObject export = own.get().beside(new NodeServant(link, environment.loop()));
      Shown now =
          new Shown(
              export, new Registration(id, export.stub(), upstream.clusterAddress(), ownRegistry));
      shown = Optional.of(now);
      keepListed(now);
    } catch (RemoteException e) {
      LOG.error("cannot be seen by a parent node={} cause={}", id, LogText.of(e));
    }
  }

  private void keepListed(Shown now) {
    if (shown.filter(now::equals).isEmpty()) {
      return;
    }
    environment
        .threads()
        .execute(
            () -> {
              now.registration().refresh();
              environment.loop().execute(() -> keepListedLater(now));
            });
  }

  private void keepListedLater(Shown now) {
    refresh =
        environment.loop().at(environment.ticks() + reRegister.toNanos(), () -> keepListed(now));
  }

  @Override
  public void hide() {
    refresh.cancel();
    shown.ifPresent(this::takeBack);
    shown = Optional.empty();
  }

  private void takeBack(Shown face) {
    CountDownLatch done = new CountDownLatch(1);
    hidden = done;
    environment
        .threads()
        .execute(
            () -> {
              face.registration().close();
              face.export().close();
              done.countDown();
            });
  }

  /**
   * Waits until nothing of this node is shown any more, after {@link #hide}. Safe for any thread.
   *
   * @param timeout how long to wait at most
   * @return whether that is so
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitHidden(Duration timeout) throws InterruptedException {
    return hidden.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }
}
