package berkeley.bench.accuracy;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Reads the metrics of some nodes, as Prometheus does. For one thread. */
final class MetricsScraper {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<HttpRequest> requests;
  private long scrapes;

  /** Creates a scraper of the nodes at the given {@code HOST:PORT}s. */
  MetricsScraper(List<String> nodes) {
    requests =
        nodes.stream()
            .map(node -> URI.create("http://" + node + "/metrics"))
            .map(uri -> HttpRequest.newBuilder(uri).timeout(LIMIT).build())
            .toList();
  }

  /**
   * Reads the metrics of all nodes once.
   *
   * @throws CommandFailure if one does not show its clock
   */
  void scrape() throws IOException, InterruptedException {
    for (HttpRequest request : requests) {
      String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (!text.contains("berkeley_clock_error_bound_seconds")) {
        throw CommandFailure.missing(request.uri() + " shows no clock");
      }
      scrapes++;
    }
  }

  /** Returns how often a node was read. */
  long scrapes() {
    return scrapes;
  }
}
