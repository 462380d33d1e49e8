package berkeley.launcher.metrics;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Enumeration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One scrape, as Prometheus' client and Jetty each see it. What is scraped is collected first and
 * sent as a whole, so a scraper that reads slowly holds no thread. For one thread.
 */
final class ScrapeExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  private final Request request;
  private final Response response;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  private ScrapeExchange(Request request, Response response) {
    this.request = request;
    this.response = response;
  }

  /** Answers a scrape; returns true, as a handler does that has answered. */
  static boolean answer(
      PrometheusScrapeHandler scrapes, Request request, Response response, Callback end)
      throws IOException {
    ScrapeExchange exchange = new ScrapeExchange(request, response);
    scrapes.handleRequest(exchange);
    response.write(true, ByteBuffer.wrap(exchange.body.toByteArray()), end);
    return true;
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public @Nullable String getQueryString() {
    return request.getHttpURI().getQuery();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return request.getHeaders().getValues(name);
  }

  @Override
  public String getMethod() {
    return request.getMethod();
  }

  @Override
  public String getRequestPath() {
    return Request.getPathInContext(request);
  }

  @Override
  public void setHeader(String name, String value) {
    response.getHeaders().put(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int status, int length) {
    response.setStatus(status);
    return body;
  }

  @Override
  public void handleException(IOException problem) throws IOException {
    throw problem;
  }

  @Override
  public void handleException(RuntimeException problem) {
    throw problem;
  }

  @Override
  public void close() {
    // Jetty ends the exchange when the answer is sent.
  }
}
