package berkeley.harness.dashboard;

import berkeley.harness.http.HttpReplies;
import java.net.URI;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Passes requests of this host's browsers that are meant for this server. The server listens on the
 * loopback address only, but any page in a browser here can send requests to it: so the Host header
 * must name this host, which prevents DNS rebinding, and an Origin header must be ours.
 */
final class RequestGuard extends Handler.Wrapper {

  private static final Set<String> OURSELVES = Set.of("127.0.0.1", "localhost", "[::1]");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  RequestGuard(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback end) throws Exception {
    String host = request.getHeaders().get(HttpHeader.HOST);
    if (!isOurs("http://" + host)) {
      return HttpReplies.line(response, end, 421, "this server answers to localhost only");
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !origin.equals("http://" + host)) {
      return HttpReplies.line(response, end, 403, "this server serves its own page only");
    }
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "no-referrer");
    return super.handle(request, response, end);
  }

  private static boolean isOurs(String address) {
    try {
      String host = URI.create(address).getHost();
      return host != null && OURSELVES.contains(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
