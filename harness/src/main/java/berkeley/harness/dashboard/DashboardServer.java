package berkeley.harness.dashboard;

import berkeley.harness.console.CommandFailure;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live page's server, on this host's loopback address. Uses a handful of threads however many
 * browsers watch.
 */
public final class DashboardServer implements AutoCloseable {

  /** The port on which it listens by default. */
  public static final int DEFAULT_PORT = 8765;

  private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

  private static final String LOOPBACK = "127.0.0.1";
  private static final int THREADS = 12;
  private static final int TOKEN_BITS = 128;
  private static final long KEEP_ALIVE_SECONDS = 5;

  private final RecordFeed feed;
  private final Server server;
  private final ServerConnector connector;
  private final ScheduledExecutorService keepAlive;

  private DashboardServer(RecordFeed feed, Optional<FaultControls> controls, int port) {
    this.feed = feed;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("dashboard");
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    String token = new BigInteger(TOKEN_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    server.setHandler(new RequestGuard(new DashboardRoutes(feed, controls, token)));
    keepAlive =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "dashboard-keep-alive");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Opens the server.
   *
   * @param feed what is shown
   * @param controls carries out orders; empty where there are none to give
   * @param port on which it listens, 0 for any free one
   * @throws CommandFailure with exit code 3 if the port cannot be had
   */
  public static DashboardServer open(RecordFeed feed, Optional<FaultControls> controls, int port) {
    DashboardServer dashboard = new DashboardServer(feed, controls, port);
    dashboard.start(port);
    return dashboard;
  }

  private void start(int port) {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw CommandFailure.missing(
          "port %d cannot be used for the page (%s); give another one, or 0 for any free one"
              .formatted(port, LogText.of(e)),
          e);
    } catch (Exception e) { // Jetty declares no narrower one
      close();
      throw new IllegalStateException("the page's server does not start", e);
    }
    var unused = // ends with the executor
        keepAlive.scheduleWithFixedDelay(
            feed::sendKeepAlive, KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns the port on which it listens. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Returns the address to open in a browser. */
  public String url() {
    return "http://%s:%d/".formatted(LOOPBACK, port());
  }

  /** Ends the streams of all viewers and stops. */
  @Override
  public void close() {
    keepAlive.shutdownNow();
    feed.close();
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no narrower one
      LOG.warn("the page's server did not stop in good order: {}", LogText.of(e));
    }
  }
}
