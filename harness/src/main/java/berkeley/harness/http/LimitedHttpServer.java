package berkeley.harness.http;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server that slow callers do not hold up. No thread waits for a request or for a reader of
 * an answer; there are {@value #MOST_CONNECTIONS} connections at most, of which the oldest makes
 * room for a new one, and one on which nothing moves for {@value #IDLE_MILLIS} ms is closed. Its
 * threads are daemons.
 */
public final class LimitedHttpServer implements AutoCloseable {

  /** How many connections there are at most. */
  public static final int MOST_CONNECTIONS = 256;

  private static final int IDLE_MILLIS = 15_000;
  private static final int LONGEST_HEAD = 8_192;

  private final Server server;
  private final ServerConnector connector;

  /**
   * Creates a server that does not listen yet.
   *
   * @param name of its threads
   * @param host the address to listen on
   * @param port to listen on, 0 for any free one
   * @param threads that answer, beside the two that accept and read
   * @param handler answers; it must not block for a caller
   */
  public LimitedHttpServer(String name, String host, int port, int threads, Handler handler) {
    QueuedThreadPool pool = new QueuedThreadPool(threads + 2, 2);
    pool.setName(name);
    pool.setDaemon(true);
    pool.setReservedThreads(0);
    server = new Server(pool);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(LONGEST_HEAD);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    OldestMakesRoom limit = new OldestMakesRoom(MOST_CONNECTIONS, handler);
    connector.addBean(limit, false); // the server starts it, as its handler
    server.addConnector(connector);
    server.setHandler(limit);
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be used
   */
  public void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // Jetty declares no narrower one
      throw new IllegalStateException("the HTTP server does not start", e);
    }
  }

  /** Returns the port on which it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Stops.
   *
   * @throws IOException if it did not stop in good order
   */
  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no narrower one
      throw new IOException(e);
    }
  }
}
