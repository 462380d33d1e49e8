package berkeley.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of one process and the authorities that it trusts, as of when they were read.
 *
 * @param context makes TLS sockets with them
 * @param self whom its certificate names
 * @param hosts the host names and addresses that its certificate is for
 */
record Credentials(SSLContext context, CertifiedName self, Set<String> hosts) {

  private static final int DNS = 2;
  private static final int IP = 7;

  Credentials {
    hosts = Set.copyOf(hosts);
  }

  /**
   * Reads a folder.
   *
   * @throws IOException in one line, which never holds a secret, if something is missing, cannot be
   *     read, can be read by others, does not fit or has expired
   */
  static Credentials load(KeyFolder folder) throws IOException {
    try {
      requirePrivate(folder);
      char[] password = Files.readString(folder.password()).strip().toCharArray();
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(folder.keys())) {
        keys.load(in, password);
      }
      X509Certificate certificate = ownCertificate(keys, folder);
      certificate.checkValidity();
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, password);
      TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
      trusted.init(authorities(folder));
      context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
      return new Credentials(context, CertifiedName.of(certificate), hosts(certificate));
    } catch (GeneralSecurityException | IOException e) {
      throw new IOException(
          "the keys in %s cannot be used: %s; make them with berkeley keys node"
              .formatted(folder.path(), describe(e)),
          e);
    }
  }

  /** Refuses keys of which others may have a copy. */
  private static void requirePrivate(KeyFolder folder) throws IOException {
    SecretFile.requirePrivate(folder.password());
    SecretFile.requirePrivate(folder.keys());
  }

  private static String describe(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no " + e.getMessage()
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static X509Certificate ownCertificate(KeyStore keys, KeyFolder folder)
      throws GeneralSecurityException, IOException {
    if (keys.isKeyEntry(KeyFolder.ALIAS)
        && keys.getCertificate(KeyFolder.ALIAS) instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new IOException(
        "%s holds no key named %s".formatted(folder.keys().getFileName(), KeyFolder.ALIAS));
  }

  /** Returns a store of authorities alone: in that of keys the own certificate would be one. */
  private static KeyStore authorities(KeyFolder folder)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(folder.authorities())) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException(folder.authorities().getFileName() + " is empty");
      }
      for (Certificate each : all) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    }
    return store;
  }

  private static Set<String> hosts(X509Certificate certificate) {
    return CertifiedName.alternatives(certificate).stream()
        .filter(name -> name.get(0).equals(DNS) || name.get(0).equals(IP))
        .map(name -> (String) name.get(1))
        .collect(Collectors.toSet());
  }
}
