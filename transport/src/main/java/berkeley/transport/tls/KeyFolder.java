package berkeley.transport.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the keys of one node or operator lie.
 *
 * @param path the folder: {@code node.p12} with the private key and its certificates, {@code
 *     password} that opens it, {@code authority.pem} with the certificates of the authorities whose
 *     nodes are trusted, one as a rule
 */
public record KeyFolder(Path path) {

  /** The entry of the private key. */
  public static final String ALIAS = "node";

  /** The store of the private key, PKCS 12. */
  public Path keys() {
    return path.resolve("node.p12");
  }

  /** The password of the store. */
  public Path password() {
    return path.resolve("password");
  }

  /** Whom to trust. */
  public Path authorities() {
    return path.resolve("authority.pem");
  }

  /** Whether there are keys in it. */
  public boolean hasKeys() {
    return Files.exists(keys());
  }

  /** All that is read from it. */
  public List<Path> files() {
    return List.of(keys(), password(), authorities());
  }
}
