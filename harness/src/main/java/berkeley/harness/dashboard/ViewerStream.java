package berkeley.harness.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A viewer: a stream of server-sent events to one browser. Nothing waits for it: up to {@value
 * #MOST_PENDING} characters are buffered, and a browser that falls behind further is disconnected;
 * it then connects again. Safe for use by several threads.
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
   * Creates a stream.
   *
   * @param response to which the events are written
   * @param end completes the request
   * @param onGone runs when the browser has disconnected or was disconnected
   */
  ViewerStream(Response response, Callback end, Consumer<ViewerStream> onGone) {
    this.response = response;
    this.end = end;
    this.onGone = onGone;
  }

  /** Sends a message, or buffers it until the browser has received what came before. */
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
