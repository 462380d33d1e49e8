package berkeley.launcher.metrics;

import berkeley.api.wire.NodeStatus;
import berkeley.api.wire.Role;
import berkeley.api.wire.RoundReport;
import berkeley.harness.console.CommandFailure;
import berkeley.harness.http.HttpReplies;
import berkeley.harness.http.LimitedHttpServer;
import berkeley.launcher.metrics.Readiness.Verdict;
import berkeley.transport.log.LogText;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /metrics}, {@code /healthz} and {@code /readyz} of one node. It listens before the
 * node starts, so that a port in use is detected first; until then it is healthy and not ready.
 *
 * <p>Two threads answer, and none waits for a caller ({@link LimitedHttpServer}). Safe for use by
 * several threads.
 */
public final class MetricsServer implements Consumer<RoundReport>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

  private static final int THREADS = 2;
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Readiness readiness;
  private final PrometheusScrapeHandler scrapes = new PrometheusScrapeHandler(registry);
  private final InetSocketAddress given;
  private final LimitedHttpServer server;
  private final RoundMetrics rounds;
  private volatile Optional<Supplier<NodeStatus>> node = Optional.empty();

  private MetricsServer(InetSocketAddress address, Readiness readiness) {
    this.given = address;
    this.readiness = readiness;
    this.rounds = new RoundMetrics(registry, this::leads);
    this.server =
        new LimitedHttpServer(
            "berkeley-metrics",
            address.getAddress().getHostAddress(),
            address.getPort(),
            THREADS,
            new Routes());
  }

  /**
   * Starts to listen.
   *
   * @throws CommandFailure if the port or the address cannot be used
   */
  public static MetricsServer open(InetSocketAddress address, Readiness readiness) {
    MetricsServer metrics = new MetricsServer(address, readiness);
    try {
      metrics.server.start();
      return metrics;
    } catch (IOException e) {
      metrics.close();
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
    return new InetSocketAddress(given.getAddress(), server.port());
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

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("the server of metrics did not stop in good order: {}", LogText.of(e));
    }
  }

  /** What is answered at which path. */
  private final class Routes extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback end) throws IOException {
      String method = request.getMethod();
      String path = Request.getPathInContext(request);
      if (!method.equals("GET") && !method.equals("HEAD")) {
        return HttpReplies.line(response, end, NOT_ALLOWED, "only GET is answered");
      }
      return switch (path) {
        case "/metrics" -> ScrapeExchange.answer(scrapes, request, response, end);
        case "/healthz" -> answer(response, end, health());
        case "/readyz" -> answer(response, end, ready());
        case "/" -> answer(response, end, index());
        default ->
            HttpReplies.line(response, end, NOT_FOUND, "there are /metrics, /healthz and /readyz");
      };
    }

    private static boolean answer(Response response, Callback end, Verdict found) {
      return HttpReplies.line(response, end, found.ready() ? OK : UNAVAILABLE, found.line());
    }
  }
}
