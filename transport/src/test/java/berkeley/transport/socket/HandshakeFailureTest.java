package berkeley.transport.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What the JDK throws at the server's end of a handshake that fails. */
class HandshakeFailureTest {

  private static IOException caused(Throwable cause) {
    IOException failure = new SSLHandshakeException("it failed");
    failure.initCause(cause);
    return failure;
  }

  private static void assertIs(HandshakeFailure expected, IOException failure) {
    assertEquals(expected, HandshakeFailure.of(failure), failure::toString);
  }

  @Test
  void whoShowsNoGoodCertificateIsToldFromWhoGivesUp() {
    assertIs(
        HandshakeFailure.NO_CERTIFICATE,
        new SSLHandshakeException("Empty client certificate chain"));
    assertIs(
        HandshakeFailure.NO_CERTIFICATE,
        caused(new CertificateException(new CertPathValidatorException("no anchor"))));
    assertIs(HandshakeFailure.NO_CERTIFICATE, caused(new CertificateExpiredException("late")));
    assertIs(
        HandshakeFailure.NO_CERTIFICATE,
        new SSLException("Unsupported or unrecognized SSL message"));
    assertIs(HandshakeFailure.NO_CERTIFICATE, new SSLHandshakeException(null));

    assertIs(HandshakeFailure.GAVE_UP, caused(new EOFException("no more data")));
    assertIs(HandshakeFailure.GAVE_UP, new EOFException());
    assertIs(HandshakeFailure.GAVE_UP, new SocketException("Connection reset"));
    assertIs(HandshakeFailure.GAVE_UP, caused(new SocketException("Broken pipe")));
    assertIs(HandshakeFailure.GAVE_UP, new SocketTimeoutException("Read timed out"));
    assertIs(HandshakeFailure.GAVE_UP, caused(new SocketTimeoutException("nothing whole came")));
  }

  @Test
  void whoDoesNotTrustThisEndIsAThirdKind() {
    assertIs(
        HandshakeFailure.REFUSED_US,
        new SSLHandshakeException("Received fatal alert: certificate_unknown"));
  }

  @Test
  void anEndlessChainOfCausesEnds() {
    IOException first = new IOException("first");
    first.initCause(new IOException("second", first));

    assertIs(HandshakeFailure.NO_CERTIFICATE, first);
  }
}
