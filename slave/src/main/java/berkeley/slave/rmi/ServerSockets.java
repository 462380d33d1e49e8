package berkeley.slave.rmi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Optional;

/**
 * Listens on one address, and remembers on which port, since RMI does not tell; and stops listening
 * when it is closed, since RMI goes on for ever on a port that it was free to choose.
 */
final class ServerSockets implements RMIServerSocketFactory, AutoCloseable {

  private static final int DEFAULT_BACKLOG = 0;

  private final InetAddress address;
  private volatile int port;
  private volatile Optional<ServerSocket> newest = Optional.empty();

  ServerSockets(InetAddress address) {
    this.address = address;
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket socket = new ServerSocket(wanted, DEFAULT_BACKLOG, address);
    port = socket.getLocalPort();
    newest = Optional.of(socket);
    return socket;
  }

  /** The port of the socket created last, 0 before the first. */
  int port() {
    return port;
  }

  /** Closes the socket created last. */
  @Override
  public void close() throws IOException {
    if (newest.isPresent()) {
      newest.get().close();
    }
  }
}
