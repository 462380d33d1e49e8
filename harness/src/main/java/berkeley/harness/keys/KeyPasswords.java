package berkeley.harness.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords of key stores: random, never shown, kept in a file for its owner alone. */
final class KeyPasswords {

  private static final int BYTES = 24;

  private KeyPasswords() {}

  /** Makes one and writes it to a file that is not there yet. */
  static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads one. */
  static char[] read(Path file) throws IOException {
    return Files.readString(file).strip().toCharArray();
  }
}
