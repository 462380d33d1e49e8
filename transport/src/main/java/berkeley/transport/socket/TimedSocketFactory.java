package berkeley.transport.socket;

import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.ticks.HostTicks;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.rmi.server.RMISocketFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The factory of RMI sockets that keep time limits and take time stamps.
 *
 * <p>Problem: RMI's own sockets connect for minutes and read for ever, each pooled connection to a
 * stopped peer is tried in turn, and the handshake brings a limit of its own (60 s).
 *
 * <p>Idea: the caller's sockets ask its thread's {@link RemoteCall} how long they may wait, so a
 * whole call, whatever it is made of, ends at one deadline. It fails with a {@link
 * java.rmi.RemoteException} whose root is a {@link SocketTimeoutException}, or a {@link
 * ConnectException} if there was no connection yet; the connection is closed.
 *
 * <p>Limits: resolving a host name is not bounded (stubs carry addresses unless {@code
 * java.rmi.server.hostname} is a name), nor are stubs that bring a client socket factory of their
 * own, nor writes beyond the send buffer.
 *
 * <p>Safe for any number of threads.
 */
public final class TimedSocketFactory extends RMISocketFactory {

  /** Whose sockets RMI uses in this JVM. */
  public enum InForce {
    /** Those of this class: calls end at their deadlines and are stamped. */
    TIMED,
    /** The application's: time limits are up to it, and stamps are taken round the stub. */
    FOREIGN
  }

  /**
   * How long any RMI socket of this JVM may block when nothing stricter is asked for. Holds for
   * threads without a {@link RemoteCall} too, such as RMI's own lease renewal and the application's
   * own remote calls; a {@link RemoteCall} only tightens it.
   *
   * @param connect to establish a connection, {@link #MIN} to {@link #MAX}. Default 3 s: two
   *     retransmissions of a lost first packet fit in. Too small, and a distant or busy host looks
   *     dead; too large, and a silent address holds a thread that long
   * @param read for any single read, {@link #MIN} to {@link #MAX}. Default 90 s: longer than a JMX
   *     client's poll of 60 s, which passes the same sockets. Too small, and an application's own
   *     slow remote calls fail; too large, and threads without a deadline wait that long for a
   *     stopped peer
   */
  public record SocketLimits(Duration connect, Duration read) {

    /** The smallest limit: sockets count in milliseconds. */
    public static final Duration MIN = Duration.ofMillis(1);

    /** The largest limit. */
    public static final Duration MAX = Duration.ofDays(1);

    /** Connect within 3 s, read within 90 s. */
    public static final SocketLimits DEFAULT =
        new SocketLimits(Duration.ofSeconds(3), Duration.ofSeconds(90));

    /** Checks the ranges; throws IllegalArgumentException naming the limit out of its range. */
    public SocketLimits {
      requireInRange("connect limit", connect);
      requireInRange("read limit", read);
    }

    int connectMillis() {
      return Math.toIntExact(connect.toMillis());
    }

    int readMillis() {
      return Math.toIntExact(read.toMillis());
    }

    static void requireInRange(String name, Duration value) {
      if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
        throw new IllegalArgumentException(
            "%s: %s is not in %s..%s".formatted(name, value, MIN, MAX));
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(TimedSocketFactory.class);
  private static final AtomicBoolean WARNED_OF_FOREIGN = new AtomicBoolean();

  private final SocketLimits limits;
  private final ListenSettings settings;
  private final LongSupplier ticks = HostTicks::now;

  /** Creates a factory for this host alone: no TLS, on the loopback address. */
  public TimedSocketFactory(SocketLimits limits) {
    this(limits, ListenSettings.LOOPBACK);
  }

  /**
   * Creates a factory.
   *
   * @param limits what holds for every socket
   * @param settings where server sockets listen, and what protects both kinds
   */
  public TimedSocketFactory(SocketLimits limits, ListenSettings settings) {
    this.limits = limits;
    this.settings = settings;
  }

  /** Makes sure that a factory is in force: the present one, or else one for this host alone. */
  public static synchronized InForce install(SocketLimits limits) {
    return RMISocketFactory.getSocketFactory() instanceof TimedSocketFactory timed
        ? install(limits, timed.settings)
        : install(limits, ListenSettings.LOOPBACK);
  }

  /**
   * Installs a factory for all of this JVM's RMI, unless there is one already.
   *
   * <p>RMI takes one factory in the life of a JVM. One that the application has set stays, which is
   * logged once at WARN; one of ours stays too, with the limits it has. It also makes the server
   * sockets of every object exported without a factory, the application's included, under TLS as
   * well: those that must be reached from other hosts need the wildcard address here, those that
   * are to stay without TLS need socket factories of their own.
   *
   * @param limits for every socket
   * @param settings where server sockets listen, and what protects both kinds
   * @return whose factory is in force now
   * @throws IllegalStateException if TLS is asked for and another factory is in force already: no
   *     call may go out unprotected that was meant to be protected
   */
  public static synchronized InForce install(SocketLimits limits, ListenSettings settings) {
    TimedSocketFactory ours = new TimedSocketFactory(limits, settings);
    if (RMISocketFactory.getSocketFactory() == null) {
      try {
        RMISocketFactory.setSocketFactory(ours);
        LOG.info("RMI sockets of this JVM: {}", ours);
        return InForce.TIMED;
      } catch (IOException e) {
        LOG.debug("another thread set a socket factory first", e);
      }
    }
    RMISocketFactory present = RMISocketFactory.getSocketFactory();
    boolean protects =
        present instanceof TimedSocketFactory timed
            && timed.settings.protection().equals(settings.protection());
    if (settings.protection() instanceof TransportSecurity.Certificates && !protects) {
      throw new IllegalStateException(
          "TLS cannot be switched on: this JVM's RMI socket factory is %s already"
              .formatted(present));
    }
    if (present instanceof TimedSocketFactory timed) {
      if (!timed.limits.equals(limits) || !timed.settings.equals(settings)) {
        LOG.warn("RMI's socket factory can be set only once: {} stays, {} is ignored", timed, ours);
      }
      return InForce.TIMED;
    }
    if (WARNED_OF_FOREIGN.compareAndSet(false, true)) {
      LOG.warn(
          "the application has set RMI's socket factory, {}: time limits of remote calls are up to"
              + " it, and probes are less exact; install ours first to change that",
          present.getClass().getName());
    }
    return InForce.FOREIGN;
  }

  /**
   * Connects, within the connect limit and the thread's deadline.
   *
   * <p>A silent or unreachable host leads to an {@link UnreachedException}. To RMI any {@link
   * IOException} but a {@link ConnectException} is a sign that descriptors run out, and it would
   * close all idle connections to all other peers.
   */
  @Override
  public Socket createSocket(String host, int port) throws IOException {
    String endpoint = admitted(host, port); // before the name is looked up
    return open(host, new InetSocketAddress(host, port), endpoint);
  }

  /**
   * Connects to an address that is known already.
   *
   * @param host the name that the server's certificate must be for, if TLS is on
   * @param peer where to connect to
   */
  public Socket createSocket(String host, InetSocketAddress peer) throws IOException {
    return open(host, peer, admitted(host, peer.getPort()));
  }

  /** Returns the endpoint as it is called, unless it is the collector that wants to reach it. */
  private static String admitted(String host, int port) throws UnreachedException {
    String endpoint = "%s:%d".formatted(host, port);
    CollectorCalls.refuse(RemoteCall.currentOrNull(), endpoint);
    return endpoint;
  }

  private Socket open(String host, InetSocketAddress peer, String endpoint) throws IOException {
    requireAllowed(peer);
    TimedSocket socket = new TimedSocket(limits, ticks, endpoint);
    try {
      socket.setTcpNoDelay(true);
      connect(socket, peer);
      return settings.protection() instanceof TransportSecurity.Certificates with
          ? TlsHandshake.asClient(socket, with.tls(), host, limits)
          : socket;
    } catch (IOException | RuntimeException e) {
      try {
        socket.close();
      } catch (IOException onClose) {
        e.addSuppressed(onClose);
      }
      throw e;
    }
  }

  private void connect(Socket socket, InetSocketAddress peer) throws IOException {
    try {
      int millis = RemoteCall.allowedMillis(limits.connectMillis(), ticks.getAsLong());
      socket.connect(peer, millis);
    } catch (SocketTimeoutException | NoRouteToHostException e) {
      throw new UnreachedException("no connection to %s: %s".formatted(peer, e.getMessage()), e);
    }
  }

  /** Restricts calls within a {@link RemoteCall} alone: the application's are its own affair. */
  private void requireAllowed(InetSocketAddress peer) throws UnreachedException {
    if (RemoteCall.currentOrNull() != null
        && !peer.isUnresolved()
        && !settings.protection().allows(peer.getAddress())) {
      throw new UnreachedException(
          "no connection to %s: it is another host's, and there is no TLS".formatted(peer));
    }
  }

  /**
   * Creates a server socket for the application's objects, whose callers are its own to limit; what
   * nodes and registries listen on are {@link LimitedServerSockets} of their own.
   *
   * @param port 0 to 65535; 0 for any free port
   */
  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new LimitedServerSockets(settings.with(ConnectionLimits.WIDEST))
        .createServerSocket(port);
  }

  @Override
  public String toString() {
    return "connect=%d ms, read=%d ms, listen on %s, %s"
        .formatted(
            limits.connectMillis(),
            limits.readMillis(),
            settings.bind().getHostAddress(),
            settings.protection());
  }
}
