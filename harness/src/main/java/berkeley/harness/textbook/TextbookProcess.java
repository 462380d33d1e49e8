package berkeley.harness.textbook;

import berkeley.api.SynchronizedClock;
import berkeley.api.environment.Environment;
import berkeley.api.environment.EventLoop.Timer;
import berkeley.api.wire.NodeStatus;
import berkeley.master.MasterSettings;
import berkeley.simulator.textbook.SettableClock;
import berkeley.simulator.textbook.TextbookListener;
import berkeley.simulator.textbook.TextbookNode;
import berkeley.simulator.textbook.TextbookPushes;
import berkeley.simulator.textbook.TextbookRounds;
import berkeley.slave.environment.LoopedNode;
import berkeley.slave.environment.RmiEnvironment;
import berkeley.slave.environment.RmiMembers;
import berkeley.slave.registration.Registration;
import berkeley.slave.servant.NodeServant;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.registry.ClusterAddress;
import berkeley.transport.registry.RegistryResolver.RegistryEndpoint;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A textbook's node while it runs. Safe for use by several threads. */
public final class TextbookProcess implements AutoCloseable {

  private static final long LONG_EVENT_NANOS = Duration.ofMillis(100).toNanos();
  private static final long RE_REGISTER_NANOS = Duration.ofMillis(500).toNanos();
  private static final long LEAVE_SECONDS = 3;

  private final TextbookNode node;
  private final RmiEnvironment environment;
  private final ExportedObject export;
  private final Registration registration;
  private Optional<TextbookRounds> rounds = Optional.empty();
  private Optional<TextbookPushes> pushes = Optional.empty();
  private Timer reRegistration = () -> {};
  private boolean closed;

  /**
   * Exports a node, which nobody finds before {@link #register}.
   *
   * @param id its name
   * @param cluster where it registers and looks for others
   * @param port its TCP port, 0 for any free one
   * @param listen where it listens, and by what it is protected
   * @param host what it is handed of its host; its clock starts from that wall clock
   * @throws RemoteException if it cannot be exported
   */
  public TextbookProcess(
      String id, ClusterAddress cluster, int port, ListenSettings listen, Environment host)
      throws RemoteException {
    TimedSocketFactory.install(SocketLimits.DEFAULT, listen);
    long start = SynchronizedClock.toNanos(host.wallClock().now());
    this.node =
        new TextbookNode(
            id,
            ThreadLocalRandom.current().nextLong(),
            ProcessHandle.current().pid(),
            new SettableClock(host.ticks(), start));
    this.environment =
        new RmiEnvironment(
            host.ticks(),
            () -> SynchronizedClock.toNanos(host.wallClock().now()),
            LONG_EVENT_NANOS,
            made -> new RmiMembers(cluster, id, this::registration, made.loop(), made.threads()));
    this.export =
        new ExportedObject(
            new NodeServant(new NodeServant.EnvironmentAnswers(node, host), environment.loop()),
            port,
            new LimitedServerSockets(listen));
    this.registration = new Registration(id, export.stub(), cluster, Optional.empty());
  }

  /** Enters it in the registries, as soon as they are there. */
  public void register() {
    environment.loop().execute(this::keepListed);
  }

  private Registration registration() {
    return registration;
  }

  private void keepListed() {
    if (!closed) {
      environment.members().enter(entered -> {});
      reRegistration =
          environment.loop().at(environment.ticks() + RE_REGISTER_NANOS, this::keepListed);
    }
  }

  /** Returns where a living node of its name is registered already, empty if nowhere. */
  public Optional<RegistryEndpoint> livingNamesake() {
    return registration.livingNamesake();
  }

  /**
   * Makes it the master, with rounds from now on.
   *
   * @param asks whether it asks; otherwise it only answers those who send their times
   */
  public void lead(MasterSettings settings, boolean asks, TextbookListener listener) {
    environment
        .loop()
        .execute(
            () -> {
              TextbookRounds leading =
                  new TextbookRounds(node, environment, settings, asks, listener);
              rounds = Optional.of(leading);
              leading.start();
            });
  }

  /** Makes it send its time to the master by itself. */
  public void pushEvery(Duration period) {
    environment
        .loop()
        .execute(
            () -> {
              TextbookPushes sending = new TextbookPushes(node, environment, period);
              pushes = Optional.of(sending);
              sending.start();
            });
  }

  /** Returns its clock. */
  public SettableClock clock() {
    return node.clock();
  }

  /** Returns what it says of itself. */
  public NodeStatus status() {
    return LoopedNode.on(environment.loop(), node::status);
  }

  /** Returns its TCP port. */
  public int port() {
    return export.port();
  }

  /** Waits until it is entered in a registry; returns whether it is. */
  public boolean awaitRegistered(Duration timeout) throws InterruptedException {
    return registration.awaitFirst(timeout);
  }

  /** Leaves in good order. */
  @Override
  public void close() {
    CountDownLatch left = new CountDownLatch(1);
    environment
        .loop()
        .execute(
            () -> {
              closed = true;
              reRegistration.cancel();
              rounds.ifPresent(TextbookRounds::close);
              pushes.ifPresent(TextbookPushes::close);
              environment.members().leave(left::countDown);
            });
    try {
      left.await(LEAVE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    export.close();
    environment.close();
  }
}
