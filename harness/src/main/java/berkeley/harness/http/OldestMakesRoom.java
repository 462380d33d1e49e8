package berkeley.harness.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps the number of connections bounded. One too many closes the oldest that waits for a request,
 * or the oldest of all if each is being answered: so whoever opens connections and sends nothing,
 * or a request a byte at a time, disconnects itself. Safe for use by several threads.
 */
final class OldestMakesRoom extends Handler.Wrapper implements Connection.Listener {

  private final int most;

  /** Whether a connection is being answered, the oldest connection first. */
  private final Map<Connection, Boolean> open = new LinkedHashMap<>();

  /**
   * Creates a limit.
   *
   * @param most how many connections there may be
   * @param handler answers requests
   */
  OldestMakesRoom(int most, Handler handler) {
    super(handler);
    this.most = most;
  }

  @Override
  public boolean handle(Request request, Response response, Callback end) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    mark(connection, true);
    Request.addCompletionListener(request, problem -> mark(connection, false));
    return super.handle(request, response, end);
  }

  private synchronized void mark(Connection connection, boolean isAnswered) {
    open.computeIfPresent(connection, (key, before) -> isAnswered);
  }

  @Override
  public void onOpened(Connection connection) {
    // Closed without the lock, since closing one tells onClosed.
    add(connection).ifPresent(oldest -> oldest.getEndPoint().close());
  }

  private synchronized Optional<Connection> add(Connection connection) {
    Optional<Connection> oldest = open.size() < most ? Optional.empty() : oldest();
    oldest.ifPresent(open::remove);
    open.put(connection, false);
    return oldest;
  }

  private Optional<Connection> oldest() {
    return open.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> open.keySet().stream().findFirst());
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    open.remove(connection);
  }
}
