package berkeley.transport.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Checks that a file with a secret is for its owner alone, where the file system tells. */
public final class SecretFile {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private SecretFile() {}

  /**
   * Refuses a file that others can read or write. One that belongs to root may be read by its
   * group, as a secret that is mounted into a container is, unless this process is root's.
   *
   * @throws IOException in one line, with the command that mends it
   */
  public static void requirePrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return; // no such permissions here
    }
    PosixFileAttributes found = view.readAttributes();
    Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
    open.retainAll(found.permissions());
    if (found.owner().getName().equals("root") && !"root".equals(System.getProperty("user.name"))) {
      open.remove(PosixFilePermission.GROUP_READ);
    }
    if (!open.isEmpty()) {
      throw new IOException(
          "others than its owner can use %s: close it with chmod 600 '%s'".formatted(file, file));
    }
  }
}
