package berkeley.transport.socket;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why a caller got no further than its TLS handshake, as far as the exception tells. Only the first
 * kind is a reason to look for an intruder or for a wrong key; load balancers that see whether a
 * port is open cause the second.
 */
enum HandshakeFailure {
  /** It showed none, one that is not trusted or not valid now, or spoke something else than TLS. */
  NO_CERTIFICATE("a connection without a valid certificate was cut off"),

  /** It closed the connection, or said nothing in time. */
  GAVE_UP("a caller gave up its handshake"),

  /** It did not like what it was shown, and said so. */
  REFUSED_US("a caller refused this end's certificate or protocol");

  /** The JDK tells an alert from the other end by its words alone. */
  private static final String ALERT = "Received fatal alert";

  private static final int MAX_CAUSES = 16;

  private final String words;

  HandshakeFailure(String words) {
    this.words = words;
  }

  /** What the log says of it. */
  String words() {
    return words;
  }

  /** Which one it was. */
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
