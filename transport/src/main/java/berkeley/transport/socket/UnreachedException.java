package berkeley.transport.socket;

import java.net.ConnectException;

/**
 * Thrown if there is no connection, and it was not the other host that refused one: it was silent
 * for too long, there is no route to it, TLS failed, or this process does not call others without
 * TLS.
 *
 * <p>A {@link ConnectException}, since to RMI any other failure to connect is a sign that
 * descriptors run out, and a class of its own, since a refusal says that a process is gone and this
 * does not.
 */
public final class UnreachedException extends ConnectException {

  private static final long serialVersionUID = 1L;

  UnreachedException(String message) {
    super(message);
  }

  UnreachedException(String message, Exception cause) {
    super(message);
    initCause(cause);
  }
}
