package berkeley.harness.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the connections of a node's callers to it, and treats each direction as its link in the
 * {@link LinkTable} demands.
 *
 * <p><b>Problem.</b> Links between nodes must become slow, silent or cut, each direction by itself,
 * without any change to the nodes' code, and the proxy must know who calls.
 *
 * <p><b>Idea.</b> A node listens on 127.0.0.1 and puts {@code java.rmi.server.hostname} into its
 * stubs. Give it a loopback address of its own there, 127.0.1.5 for instance, and let the proxy
 * listen on that address and the same port: then every call to the node passes here, and RMI's
 * handshake carries the caller's address of the same kind ({@link ConnectionOpener}). No socket
 * factory, no table of ports, nothing in the node.
 *
 * <p><b>Limits.</b> The whole of 127.0.0.0/8 must be local, as it is on Linux; elsewhere the
 * addresses must be set up first. Registries are reached directly. A connection is anonymous, and
 * passes, until its caller has named itself. Each piece of a stream waits for its own delay.
 *
 * <p>Safe for use by several threads; each connection has two of its own.
 */
public final class TcpProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TcpProxy.class);
  private static final int BACKLOG = 64;
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ATTEMPTS = 50;
  private static final int LEAST_PORT = 15_000;
  private static final int MOST_PORT = 32_000;

  private final LinkTable links;
  private final String name;
  private final InetAddress target;
  private final ServerSocket server;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  private TcpProxy(LinkTable links, String name, InetAddress target, ServerSocket server) {
    this.links = links;
    this.name = name;
    this.target = target;
    this.server = server;
  }

  /**
   * Opens a proxy on a port that is free here and at the target, where something is to listen soon.
   * It is one of those that systems do not give to connections that call out, since what listens
   * there may be started again, and must find its port free.
   *
   * @param links the state of the network
   * @param address where it listens: the name of the node behind it
   * @param target the address on which that node listens
   * @throws IOException if this host has no such address, or no port can be had
   */
  public static TcpProxy open(LinkTable links, InetAddress address, InetAddress target)
      throws IOException {
    ServerSocket server = listen(address, target);
    TcpProxy proxy = new TcpProxy(links, address.getHostAddress(), target, server);
    proxy.daemon(proxy::accept, "accept");
    return proxy;
  }

  private static ServerSocket listen(InetAddress address, InetAddress target) throws IOException {
    IOException last = new IOException("no port tried");
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST_PORT, MOST_PORT);
      try (ServerSocket probe = new ServerSocket(port, 1, target)) {
        return new ServerSocket(probe.getLocalPort(), BACKLOG, address);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Returns the address on which it listens, by which callers know the node. */
  String address() {
    return name;
  }

  /** Returns the port, here and at the target. */
  public int port() {
    return server.getLocalPort();
  }

  /** Breaks the connections whose link is cut; new ones and new bytes check that themselves. */
  public void breakWhatIsCut() {
    open.stream().filter(Connection::isCut).forEach(Connection::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Connection connection = new Connection(client);
        open.add(connection);
        daemon(connection::begin, "up");
      } catch (IOException e) {
        LOG.trace("no more connections proxy={}", name, e);
      }
    }
  }

  private void daemon(Runnable work, String role) {
    Thread thread = new Thread(work, "proxy-%s-%s".formatted(name, role));
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops listening and breaks all connections. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("could not be closed proxy={}", name, e);
    }
    open.forEach(Connection::close);
  }

  /** One connection: both directions, and who called. */
  private final class Connection {

    private final Socket client;
    private final Socket behind = new Socket();
    private final ConnectionOpener caller = new ConnectionOpener();

    Connection(Socket client) {
      this.client = client;
    }

    void begin() {
      try {
        behind.connect(new InetSocketAddress(target, port()), CONNECT_MILLIS);
        client.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        daemon(() -> pump(behind, client, false), "down");
        pump(client, behind, true);
      } catch (IOException e) {
        LOG.trace("nobody listens behind proxy={}", name, e);
        close();
      }
    }

    private void pump(Socket from, Socket to, boolean upwards) {
      byte[] bytes = new byte[8_192];
      try (from;
          to) {
        for (int n = from.getInputStream().read(bytes);
            n >= 0;
            n = from.getInputStream().read(bytes)) {
          if (upwards) {
            caller.sends(bytes, n);
            links.pass(caller.name(), name);
          } else {
            links.pass(name, caller.name());
          }
          to.getOutputStream().write(bytes, 0, n);
        }
      } catch (IOException e) {
        LOG.trace("connection over proxy={}", name, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        open.remove(this);
      }
    }

    boolean isCut() {
      return links.get(caller.name(), name).state() == LinkSettings.State.CUT
          || links.get(name, caller.name()).state() == LinkSettings.State.CUT;
    }

    void close() {
      open.remove(this);
      closeQuietly(client);
      closeQuietly(behind);
    }

    private void closeQuietly(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.trace("could not be closed proxy={}", name, e);
      }
    }
  }
}
