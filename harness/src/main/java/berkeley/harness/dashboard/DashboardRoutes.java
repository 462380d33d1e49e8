package berkeley.harness.dashboard;

import berkeley.harness.console.JsonLine;
import berkeley.harness.http.HttpReplies;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** The routes of the server: the page's files, the history, the stream, and orders. */
final class DashboardRoutes extends Handler.Abstract {

  private static final String TOKEN_HEADER = "X-Berkeley-Token";
  private static final int LONGEST_ORDER = 1_000;

  private final RecordFeed feed;
  private final Optional<FaultControls> controls;
  private final String token;
  private final Map<String, Asset> assets = new HashMap<>();

  /**
   * Creates the routes.
   *
   * @param feed what is shown
   * @param controls carries out orders; empty where there are none to give
   * @param token the authority to give orders, which no answer tells
   */
  DashboardRoutes(RecordFeed feed, Optional<FaultControls> controls, String token) {
    this.feed = feed;
    this.controls = controls;
    this.token = token;
    boolean network = controls.filter(FaultControls::reachNetwork).isPresent();
    String page =
        PageAssets.text("dashboard/index.html")
            .replace("{{controls}}", controls.isPresent() ? "yes" : "")
            .replace("{{network}}", network ? "yes" : "")
            .replace("{{modules}}", preloads());
    assets.put("/", new Asset("text/html; charset=utf-8", page));
    String style = "text/css; charset=utf-8";
    assets.put("/uplot.css", new Asset(style, PageAssets.chartLibraryStyle()));
    assets.put("/view/view.css", new Asset(style, PageAssets.text("view/view.css")));
    String script = "text/javascript; charset=utf-8";
    assets.put("/uplot.js", new Asset(script, PageAssets.chartLibrary()));
    List<String> modules = new ArrayList<>(List.of("dashboard/live.mjs"));
    PageAssets.VIEW_MODULES.forEach(name -> modules.add("view/" + name + ".mjs"));
    modules.forEach(name -> assets.put("/" + name, new Asset(script, PageAssets.text(name))));
  }

  /** Returns links by which a browser loads all modules at once, not each after its importer. */
  private static String preloads() {
    return PageAssets.VIEW_MODULES.stream()
        .map("<link rel=\"modulepreload\" href=\"view/%s.mjs\">"::formatted)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean handle(Request request, Response response, Callback end) {
    String path = Request.getPathInContext(request);
    boolean isPost = request.getMethod().equals("POST");
    if (path.equals("/faults")) {
      return isPost
          ? order(request, response, end)
          : HttpReplies.line(response, end, 405, "send it with POST");
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      return HttpReplies.line(response, end, 405, "there is nothing to change here");
    }
    if (path.equals("/live")) {
      return live(request, response, end);
    }
    Asset asset =
        path.equals("/history")
            ? new Asset("application/x-ndjson; charset=utf-8", feed.history())
            : assets.get(path);
    if (asset == null) {
      return HttpReplies.line(response, end, 404, "there is no " + path + "; the page is at /");
    }
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    boolean gzip = accepted != null && accepted.contains("gzip");
    return HttpReplies.body(
        response, end, asset.type, gzip, gzip ? asset.gzipped : HttpReplies.bytes(asset.text));
  }

  private boolean live(Request request, Response response, Callback end) {
    String mark = request.getHeaders().get("Last-Event-ID");
    if (mark == null) {
      mark = Request.extractQueryParameters(request).getValue("after");
    }
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (!feed.join(new ViewerStream(response, end, feed::leave), mark == null ? "" : mark)) {
      response.getHeaders().clear();
      return HttpReplies.line(
          response,
          end,
          503,
          "%d browsers watch already; close one and try again".formatted(RecordFeed.mostViewers()));
    }
    return true;
  }

  private boolean order(Request request, Response response, Callback end) {
    if (controls.isEmpty()) {
      return HttpReplies.line(response, end, 404, "these are not a demonstration's own nodes");
    }
    String shown = request.getHeaders().get(TOKEN_HEADER);
    if (shown == null
        || !MessageDigest.isEqual(HttpReplies.bytes(shown), HttpReplies.bytes(token))) {
      return HttpReplies.line(
          response, end, 403, "only whoever has the printed address may do that; open that again");
    }
    if (request.getLength() < 0 || request.getLength() > LONGEST_ORDER) {
      return HttpReplies.line(response, end, 413, "that is no order of this page");
    }
    Content.Source.asString(
        request,
        StandardCharsets.UTF_8,
        Promise.from(body -> carryOut(body, response, end), end::failed));
    return true;
  }

  private void carryOut(String body, Response response, Callback end) {
    try {
      Map<String, String> values = new HashMap<>();
      JSON.std.mapFrom(body).forEach((key, value) -> values.put(key, String.valueOf(value)));
      String done =
          controls
              .orElseThrow()
              .apply(values.getOrDefault("action", ""), values.getOrDefault("id", ""), values);
      byte[] line = HttpReplies.bytes(JsonLine.line(Map.of("text", done)));
      HttpReplies.body(response, end, "application/json", false, line);
    } catch (IllegalArgumentException e) {
      HttpReplies.line(response, end, 400, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      HttpReplies.line(response, end, 400, "that is no JSON");
    }
  }

  /** A file, as it is and compressed. */
  private static final class Asset {

    private final String type;
    private final String text;
    private final byte[] gzipped;

    Asset(String type, String text) {
      this.type = type;
      this.text = text;
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(HttpReplies.bytes(text));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      this.gzipped = packed.toByteArray();
    }
  }
}
