package berkeley.harness.keys;

import berkeley.transport.tls.KeyFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.Certificate;
import java.util.Base64;

/** Moves a node's new key from the store in which it was signed into the node's folder. */
final class KeyTransfer {

  private KeyTransfer() {}

  /**
   * Moves the key. Each file appears complete; a node that reads between two of them tries again.
   * The node's password stays, and so do the authorities that it trusts.
   *
   * @param issued the store with the node's key and its chain, and the authority's certificate
   * @param opens the password of that store
   * @param authority the authority's entry in it
   * @param made a folder on the same disk, for files that are not complete yet
   * @param node the node's folder, made if it is not there
   */
  static void toNode(Path issued, char[] opens, String authority, KeyFolder made, KeyFolder node)
      throws IOException, GeneralSecurityException {
    PrivateFiles.folder(node.path());
    if (!Files.exists(node.password())) {
      KeyPasswords.create(node.password());
    }
    KeyStore from = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(issued)) {
      from.load(in, opens);
    }
    PrivateKeyEntry entry =
        (PrivateKeyEntry) from.getEntry(KeyFolder.ALIAS, new PasswordProtection(opens));
    char[] closes = KeyPasswords.read(node.password());
    KeyStore to = KeyStore.getInstance("PKCS12");
    to.load(null, null);
    to.setEntry(KeyFolder.ALIAS, entry, new PasswordProtection(closes));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    to.store(bytes, closes);
    PrivateFiles.write(made.keys(), bytes.toByteArray());
    PrivateFiles.write(made.authorities(), pem(from.getCertificate(authority)));
    if (!Files.exists(node.authorities())) {
      move(made.authorities(), node.authorities());
    }
    move(made.keys(), node.keys());
  }

  private static byte[] pem(Certificate certificate) throws GeneralSecurityException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
