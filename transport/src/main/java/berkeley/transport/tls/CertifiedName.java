package berkeley.transport.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The name and role in the cluster of a certificate's holder.
 *
 * <p>The certificate says so in a subject alternative name that is a URI: {@code
 * berkeley:node:NAME}, or {@code berkeley:operator:NAME}. A certificate without one is nobody's,
 * whoever signed it.
 *
 * @param role what it may do
 * @param name the node's or operator's name
 * @param until the end of its validity
 */
public record CertifiedName(Role role, String name, Instant until) {

  /** What the holder of a certificate may do. */
  public enum Role {
    /** Takes part: corrects as a master, votes, pushes its time, each under its own name. */
    NODE,
    /** Reads states, serves a registry, orders a master to step down or to set the time. */
    OPERATOR
  }

  private static final int URI = 6;
  private static final Pattern FORM =
      Pattern.compile("berkeley:(node|operator):([A-Za-z0-9._-]{1,64})");

  /** Returns the URI in the certificate of such a holder. */
  public static String uri(Role role, String name) {
    return "berkeley:%s:%s".formatted(role == Role.NODE ? "node" : "operator", name);
  }

  /**
   * Reads the name from a certificate that has been verified already.
   *
   * @throws SSLPeerUnverifiedException if the certificate names nobody, or more than one
   */
  public static CertifiedName of(X509Certificate certificate) throws SSLPeerUnverifiedException {
    List<Matcher> names =
        alternatives(certificate).stream()
            .filter(name -> name.get(0).equals(URI))
            .map(name -> FORM.matcher((String) name.get(1)))
            .filter(Matcher::matches)
            .toList();
    if (names.size() != 1) {
      throw new SSLPeerUnverifiedException(
          "the certificate names no node of a cluster; make it with berkeley keys node");
    }
    Matcher name = names.get(0);
    return new CertifiedName(
        name.group(1).equals("node") ? Role.NODE : Role.OPERATOR,
        name.group(2),
        certificate.getNotAfter().toInstant());
  }

  /**
   * Returns the other end of a connection whose handshake is over.
   *
   * @throws SSLPeerUnverifiedException if it showed no certificate, or one that names nobody
   */
  public static CertifiedName ofPeer(SSLSession session) throws SSLPeerUnverifiedException {
    if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
      return of(certificate);
    }
    throw new SSLPeerUnverifiedException("the peer's certificate is of an unknown kind");
  }

  /** Returns the subject alternative names; none if they cannot be read. */
  static Collection<List<?>> alternatives(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of());
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /**
   * Checks that the certificate has not expired: a connection may be used longer than that.
   *
   * @throws SSLPeerUnverifiedException if the certificate has expired
   */
  public void requireValid() throws SSLPeerUnverifiedException {
    if (System.currentTimeMillis() > until.toEpochMilli()) {
      throw new SSLPeerUnverifiedException(
          "the certificate of %s expired at %s".formatted(name, until));
    }
  }

  @Override
  public String toString() {
    return (role == Role.NODE ? "node " : "operator ") + name;
  }
}
