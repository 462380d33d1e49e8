package berkeley.launcher.metrics;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.launcher.metrics.Readiness.Verdict;
import berkeley.transport.log.LogText;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Serves {@code /metrics}, {@code /healthz} and {@code /readyz} of one node. It listens before the
 * node starts, so that a port in use is detected first; until then it is healthy and not ready.
 *
 * <p>Two threads answer, and {@value #WAITING} callers may wait; more are disconnected. Safe for
 * use by several threads.
 */
public final class MetricsServer implements Consumer<RoundReport>, AutoCloseable {

  private static final int THREADS = 2;
  private static final int WAITING = 64;
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Readiness readiness;
  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final RoundMetrics rounds;
  private volatile Optional<Supplier<NodeStatus>> node = Optional.empty();

  private MetricsServer(HttpServer server, Readiness readiness) {
    this.server = server;
    this.readiness = readiness;
    this.rounds = new RoundMetrics(registry, this::leads);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "berkeley-metrics");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/metrics", new MetricsHandler(registry));
    server.createContext("/healthz", exchange -> answer(exchange, "/healthz", this::health));
    server.createContext("/readyz", exchange -> answer(exchange, "/readyz", this::ready));
    server.createContext("/", exchange -> answer(exchange, "/", this::index));
    server.start();
  }

  /**
   * Starts to listen.
   *
   * @throws CommandFailure if the port or the address cannot be used
   */
  public static MetricsServer open(InetSocketAddress address, Readiness readiness) {
    try {
      return new MetricsServer(HttpServer.create(address, WAITING), readiness);
    } catch (IOException e) {
      throw CommandFailure.missing(
          "metrics cannot be served at %s:%d (%s); give another --metrics, or port 0 for any free one"
              .formatted(address.getHostString(), address.getPort(), LogText.of(e)),
          e);
    }
  }

  /** Shows the node from now on. */
  public void show(Supplier<NodeStatus> status) {
    NodeMetrics.register(registry, status);
    node = Optional.of(status);
  }

  /** Returns the address that it listens on. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Records a round that the node has led. */
  @Override
  public void accept(RoundReport report) {
    rounds.accept(report);
  }

  private boolean leads() {
    return node.map(status -> status.get().role() == Role.MASTER).orElse(false);
  }

  private Verdict health() {
    return new Verdict(true, "alive");
  }

  private Verdict index() {
    return new Verdict(true, "/metrics, /healthz, /readyz");
  }

  private Verdict ready() {
    return node.map(status -> readiness.of(status.get()))
        .orElseGet(() -> new Verdict(false, "not ready: the node is starting"));
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Verdict> verdict)
      throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        send(exchange, NOT_ALLOWED, "only GET is answered");
      } else if (!exchange.getRequestURI().getPath().equals(path)) {
        send(exchange, NOT_FOUND, "there are /metrics, /healthz and /readyz");
      } else {
        Verdict found = verdict.get();
        send(exchange, found.ready() ? OK : UNAVAILABLE, found.line());
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String line) throws IOException {
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(code, -1);
    } else {
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
