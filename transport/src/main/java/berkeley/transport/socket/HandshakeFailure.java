package berkeley.transport.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/**
 * The reason why a caller's TLS handshake failed, as far as the exception tells. Only the first
 * kind is a reason to look for an intruder or for a wrong key; load balancers that check whether a
 * port is open cause the second.
 */
enum HandshakeFailure {
  /** The peer sent no certificate, an untrusted or invalid one, or something other than TLS. */
  NO_CERTIFICATE("a connection without a valid certificate was cut off"),

  /** The peer closed the connection, or sent nothing in time. */
  GAVE_UP("a caller gave up its handshake"),

  /** The peer sent a TLS alert. */
  REFUSED_US("a caller refused this end's certificate or protocol");

  /** The JDK marks an alert of the peer by the exception's message alone. */
  private static final String ALERT = "Received fatal alert";

  private static final int MAX_CAUSES = 16;

  private final String text;

  HandshakeFailure(String text) {
    this.text = text;
  }

  /** Returns the text for the log. */
  String text() {
    return text;
  }

  /** Returns the reason that an exception tells. */
  static HandshakeFailure of(IOException failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof EOFException
          || cause instanceof SocketException
          || cause instanceof SocketTimeoutException) {
        return GAVE_UP;
      }
      if (cause instanceof SSLException alert
          && alert.getMessage() != null
          && alert.getMessage().contains(ALERT)) {
        return REFUSED_US;
      }
      cause = cause.getCause();
    }
    return NO_CERTIFICATE;
  }
}
