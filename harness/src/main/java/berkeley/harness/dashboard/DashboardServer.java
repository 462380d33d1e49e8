package berkeley.harness.dashboard;

import berkeley.harness.console.CommandFailure;
import berkeley.harness.http.LimitedHttpServer;
import berkeley.transport.log.LogText;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
  private static final int THREADS = 10;
  private static final int TOKEN_BITS = 128;
  private static final long KEEP_ALIVE_SECONDS = 5;

  private final RecordFeed feed;
  private final LimitedHttpServer server;
  private final String link;
  private final ScheduledExecutorService keepAlive;

  private DashboardServer(RecordFeed feed, Optional<FaultControls> controls, int port) {
    this.feed = feed;
    String secret = new BigInteger(TOKEN_BITS, new SecureRandom()).toString(Character.MAX_RADIX);
    link = controls.isPresent() ? "#authority=" + secret : "";
    server =
        new LimitedHttpServer(
            "dashboard",
            LOOPBACK,
            port,
            THREADS,
            new RequestGuard(new DashboardRoutes(feed, controls, secret)));
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
    }
    var unused = // ends with the executor
        keepAlive.scheduleWithFixedDelay(
            feed::sendKeepAlive, KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
  }

  /** Returns the port on which it listens. */
  public int port() {
    return server.port();
  }

  /**
   * Returns the address to open in a browser. Where orders can be given, its fragment, which a
   * browser does not send, is the authority to give them: the server tells it to nobody.
   */
  public String url() {
    return "http://%s:%d/%s".formatted(LOOPBACK, port(), link);
  }

  /** Ends the streams of all viewers and stops. */
  @Override
  public void close() {
    keepAlive.shutdownNow();
    feed.close();
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("the page's server did not stop in good order: {}", LogText.of(e));
    }
  }
}
