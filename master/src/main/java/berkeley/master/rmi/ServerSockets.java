package berkeley.master.rmi;

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
 * Where a node or registry listens: on one address, for the hosts that are admitted, under the
 * protection that is in force.
 *
 * <p>It remembers the port, since RMI does not tell; and stops listening when it is closed, since
 * RMI goes on for ever on a port that it was free to choose. A registry and an object exported with
 * the same factory share one port.
 *
 * <p>Safe for use by several threads.
 */
public final class ServerSockets implements RMIServerSocketFactory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerSockets.class);
  private static final Seldom REFUSALS = new Seldom(LOG, System::nanoTime);
  private static final LongSupplier TICKS = System::nanoTime;
  private static final int DEFAULT_BACKLOG = 0;

  private final Exposure exposure;
  private volatile int port;
  private volatile Optional<ServerSocket> newest = Optional.empty();

  /**
   * A factory that listens nowhere yet.
   *
   * @param exposure where, for whom and how
   */
  public ServerSockets(Exposure exposure) {
    this.exposure = exposure;
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket socket = new Door(wanted);
    port = socket.getLocalPort();
    newest = Optional.of(socket);
    return socket;
  }

  /** Where, for whom and how it listens. */
  public Exposure exposure() {
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
   * Takes connections from admitted hosts; others are closed unread, and the next one is awaited.
   */
  private final class Door extends ServerSocket {

    Door(int wanted) throws IOException {
      super(wanted, DEFAULT_BACKLOG, exposure.bind());
    }

    @Override
    public Socket accept() throws IOException {
      while (true) {
        TimedSocket socket = new TimedSocket(SocketLimits.DEFAULT, TICKS);
        implAccept(socket);
        InetAddress host = socket.getInetAddress();
        if (!exposure.admitted().admits(host, exposure.protection())) {
          REFUSALS.warn("a connection from a host that is not admitted was closed", "from " + host);
          socket.close();
        } else if (exposure.protection() instanceof Protection.Certificates with) {
          return new PeerSocket(socket, with.tls(), SocketLimits.DEFAULT.connect().toNanos());
        } else {
          return socket;
        }
      }
    }
  }
}
