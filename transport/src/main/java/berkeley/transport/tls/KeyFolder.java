package berkeley.transport.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder with the keys of one node or operator.
 *
 * @param path the folder: {@code node.p12} with the private key and its certificates, {@code
 *     password} that opens it, {@code authority.pem} with the certificates of the authorities whose
 *     nodes are trusted, one as a rule
 */
public record KeyFolder(Path path) {

  /** The entry of the private key. */
  public static final String ALIAS = "node";

  /** Returns the store of the private key, PKCS 12. */
  public Path keys() {
    return path.resolve("node.p12");
  }

  /** Returns the file with the password of the store. */
  public Path password() {
    return path.resolve("password");
  }

  /** Returns the file with the authorities to trust. */
  public Path authorities() {
    return path.resolve("authority.pem");
  }

  /** Returns whether there are keys in it. */
  public boolean hasKeys() {
    return Files.exists(keys());
  }

  /** Returns all files that are read from it. */
  public List<Path> files() {
    return List.of(keys(), password(), authorities());
  }
}
