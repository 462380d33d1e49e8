package berkeley.slave.rmi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.server.RMIServerSocketFactory;

/** Listens on one address, and remembers on which port, since RMI does not tell. */
final class ServerSockets implements RMIServerSocketFactory {

  private static final int DEFAULT_BACKLOG = 0;

  private final InetAddress address;
  private volatile int port;

  ServerSockets(InetAddress address) {
    this.address = address;
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket socket = new ServerSocket(wanted, DEFAULT_BACKLOG, address);
    port = socket.getLocalPort();
    return socket;
  }

  /** The port of the socket created last, 0 before the first. */
  int port() {
    return port;
  }
}
