package berkeley.harness.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One browser that watches: a stream of server-sent events. Nobody waits for it. What it has not
 * taken yet is kept up to {@value #MOST_PENDING} characters; a slower one is sent away, and its
 * browser comes back and begins anew. For several threads.
 */
final class ViewerStream {

  static final int MOST_PENDING = 1_000_000;

  private final Response response;
  private final Callback end;
  private final Consumer<ViewerStream> onGone;
  private final StringBuilder pending = new StringBuilder();
  private boolean writing;
  private boolean gone;

  /**
   * A viewer.
   *
   * @param response where the events go; its head is written already, or goes out with the first
   * @param end completes the request
   * @param onGone told when the browser has gone or was sent away
   */
  ViewerStream(Response response, Callback end, Consumer<ViewerStream> onGone) {
    this.response = response;
    this.end = end;
    this.onGone = onGone;
  }

  /** Sends a message, or keeps it until the browser has taken what came before. */
  synchronized void send(String message) {
    if (gone) {
      return;
    }
    if (pending.length() + message.length() > MOST_PENDING) {
      leave(new IllegalStateException("the browser is too slow"));
      return;
    }
    pending.append(message);
    if (!writing) {
      write();
    }
  }

  /** Ends the stream. */
  synchronized void close() {
    if (!gone && !writing) {
      gone = true;
      onGone.accept(this);
      response.write(true, null, end);
    } else {
      leave(new IllegalStateException("the server ends"));
    }
  }

  private void write() {
    ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
    pending.setLength(0);
    writing = true;
    response.write(false, bytes, Callback.from(this::written, this::leave));
  }

  private synchronized void written() {
    writing = false;
    if (!gone && pending.length() > 0) {
      write();
    }
  }

  private synchronized void leave(Throwable problem) {
    if (!gone) {
      gone = true;
      pending.setLength(0);
      onGone.accept(this);
      end.failed(problem);
    }
  }
}
