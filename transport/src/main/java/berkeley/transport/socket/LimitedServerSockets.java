package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.log.RateLimitedLog;
import berkeley.transport.socket.ConnectionLimiter.Admission;
import berkeley.transport.socket.ConnectionLimiter.Connection;
import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server sockets of a node or registry: on one address, for the hosts that are admitted, within
 * limits and under the protection that is in force.
 *
 * <p>Keeps the port, since RMI does not tell it; and stops listening when it is closed, since RMI
 * listens for ever on a port that it was free to choose. A registry and an object exported with the
 * same factory share one port.
 *
 * <p>Safe for use by several threads.
 */
public final class LimitedServerSockets implements RMIServerSocketFactory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LimitedServerSockets.class);
  private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, HostTicks::now);
  private static final LongSupplier TICKS = HostTicks::now;
  private static final int BACKLOG = 128;

  private final ListenSettings settings;
  private final ConnectionLimiter limiter;
  private volatile int port;
  private volatile Optional<ServerSocket> newest = Optional.empty();

  /**
   * Creates a factory that listens nowhere yet.
   *
   * @param settings where, for whom and how
   */
  public LimitedServerSockets(ListenSettings settings) {
    this.settings = settings;
    this.limiter = new ConnectionLimiter(settings.limits(), REFUSALS);
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket socket = new LimitedServerSocket(wanted);
    port = socket.getLocalPort();
    newest = Optional.of(socket);
    return socket;
  }

  /** Returns where, for whom and how it listens. */
  public ListenSettings settings() {
    return settings;
  }

  /** Returns the port of the socket created last, 0 before the first. */
  public int port() {
    return port;
  }

  /** Closes the socket created last. */
  @Override
  public void close() throws IOException {
    if (newest.isPresent()) {
      newest.get().close();
    }
  }

  /**
   * Accepts connections from admitted hosts and within the limits; closes others unread and waits
   * for the next one. Whatever goes wrong with one connection must not reach RMI, which stops
   * listening for ten seconds once that has happened often.
   */
  private final class LimitedServerSocket extends ServerSocket {

    LimitedServerSocket(int wanted) throws IOException {
      super(wanted, BACKLOG, settings.bind());
    }

    @Override
    public Socket accept() throws IOException {
      while (true) {
        TimedSocket socket = new TimedSocket(SocketLimits.DEFAULT, TICKS);
        implAccept(socket);
        if (!settings.limits().equals(ConnectionLimits.WIDEST)) {
          socket.belongsToNode();
        }
        if (isAccepted(socket)) {
          try {
            return secured(socket);
          } catch (IOException e) {
            REFUSALS.warn("a connection broke off at once", LogText.of(e));
          }
        }
        close(socket);
      }
    }

    private Socket secured(TimedSocket socket) throws IOException {
      return settings.protection() instanceof TransportSecurity.Certificates with
          ? new TlsPeerSocket(socket, with.tls(), SocketLimits.DEFAULT.connect().toNanos())
          : socket;
    }

    private boolean isAccepted(TimedSocket socket) {
      InetAddress host = socket.getInetAddress();
      if (!settings.admitted().admits(host, settings.protection())) {
        REFUSALS.warn("a connection from a host that is not admitted was closed", "from " + host);
        return false;
      }
      InetAddress key = AdmittedHosts.isOwn(host) ? InetAddress.getLoopbackAddress() : host;
      Admission admission = limiter.admit(key, socket, TICKS.getAsLong());
      admission
          .overdue()
          .forEach(each -> close(each, "a connection that took no answers was closed"));
      if (admission instanceof Admission.Accepted accepted) {
        accepted.evicted().ifPresent(each -> close(each, "a connection was closed to make room"));
        socket.limitReads(accepted.connection());
        return true;
      }
      REFUSALS.warn(
          admission instanceof Admission.TooManyOfHost
              ? "a connection was refused, its host has too many"
              : "a connection was refused, there are too many",
          "from " + host);
      return false;
    }

    private static void close(Connection connection, String why) {
      REFUSALS.warn(why, "from " + connection.host());
      close(connection.socket());
    }

    private static void close(Closeable socket) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("a connection could not be closed in good order", e);
      }
    }
  }
}
