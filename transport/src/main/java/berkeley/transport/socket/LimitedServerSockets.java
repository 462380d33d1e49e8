package berkeley.transport.socket;

import berkeley.transport.log.LogText;
import berkeley.transport.log.RateLimitedLog;
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
 * Where a node or registry listens: on one address, for the hosts that are admitted, within limits
 * and under the protection that is in force.
 *
 * <p>It remembers the port, since RMI does not tell; and stops listening when it is closed, since
 * RMI goes on for ever on a port that it was free to choose. A registry and an object exported with
 * the same factory share one port.
 *
 * <p>Safe for use by several threads.
 */
public final class LimitedServerSockets implements RMIServerSocketFactory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LimitedServerSockets.class);
  private static final RateLimitedLog REFUSALS = new RateLimitedLog(LOG, System::nanoTime);
  private static final LongSupplier TICKS = System::nanoTime;
  private static final int BACKLOG = 128;

  private final ListenSettings exposure;
  private final ConnectionLimiter doorkeeper;
  private volatile int port;
  private volatile Optional<ServerSocket> newest = Optional.empty();

  /**
   * A factory that listens nowhere yet.
   *
   * @param exposure where, for whom and how
   */
  public LimitedServerSockets(ListenSettings exposure) {
    this.exposure = exposure;
    this.doorkeeper = new ConnectionLimiter(exposure.limits());
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket socket = new Door(wanted);
    port = socket.getLocalPort();
    newest = Optional.of(socket);
    return socket;
  }

  /** Where, for whom and how it listens. */
  public ListenSettings exposure() {
    return exposure;
  }

  /** The port of the socket created last, 0 before the first. */
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
   * Takes connections from admitted hosts and within the limits; others are closed unread, and the
   * next one is awaited. Whatever goes wrong with one connection must not reach RMI, which stops
   * listening for ten seconds once that has happened often.
   */
  private final class Door extends ServerSocket {

    Door(int wanted) throws IOException {
      super(wanted, BACKLOG, exposure.bind());
    }

    @Override
    public Socket accept() throws IOException {
      while (true) {
        TimedSocket socket = new TimedSocket(SocketLimits.DEFAULT, TICKS);
        implAccept(socket);
        if (isTaken(socket)) {
          try {
            return prepared(socket);
          } catch (IOException e) {
            REFUSALS.warn("a connection broke off at once", LogText.of(e));
          }
        }
        end(socket);
      }
    }

    private Socket prepared(TimedSocket socket) throws IOException {
      return exposure.protection() instanceof TransportSecurity.Certificates with
          ? new TlsPeerSocket(socket, with.tls(), SocketLimits.DEFAULT.connect().toNanos())
          : socket;
    }

    private boolean isTaken(TimedSocket socket) {
      InetAddress host = socket.getInetAddress();
      if (!exposure.admitted().admits(host, exposure.protection())) {
        REFUSALS.warn("a connection from a host that is not admitted was closed", "from " + host);
        return false;
      }
      InetAddress key = AdmittedHosts.isOwn(host) ? InetAddress.getLoopbackAddress() : host;
      ConnectionLimiter.Answer answer = doorkeeper.arrive(key, socket, TICKS.getAsLong());
      answer.overdue().forEach(visit -> end(visit, "a connection that took no answers was closed"));
      if (answer instanceof ConnectionLimiter.Answer.Taken taken) {
        taken.makesRoom().ifPresent(visit -> end(visit, "a connection was closed to make room"));
        socket.isHeldBackBy(new LimitedConnection(doorkeeper, taken.visit(), REFUSALS));
        return true;
      }
      REFUSALS.warn(
          answer instanceof ConnectionLimiter.Answer.TooManyOfHost
              ? "a connection was refused, its host has too many"
              : "a connection was refused, there are too many",
          "from " + host);
      return false;
    }

    private static void end(ConnectionUsage visit, String why) {
      REFUSALS.warn(why, "from " + visit.host());
      end(visit.connection());
    }

    private static void end(Closeable connection) {
      try {
        connection.close();
      } catch (IOException e) {
        LOG.debug("a connection could not be closed in good order", e);
      }
    }
  }
}
