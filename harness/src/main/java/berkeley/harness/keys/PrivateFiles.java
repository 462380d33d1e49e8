package berkeley.harness.keys;

import berkeley.harness.console.CommandFailure;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that are created for their owner alone: 0600 and 0700. */
final class PrivateFiles {

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  /** Makes a folder, and those above it that are missing; one that is there is left as it is. */
  static Path folder(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
    return Files.createDirectories(path, mode("rwx------"));
  }

  /**
   * Refuses a folder that is another user's, or in which others may replace files.
   *
   * @param made what this process has just made, which tells whose it is
   * @throws CommandFailure with exit code 3 and the command that mends it
   */
  static void requireOwn(Path folder, Path made) throws IOException {
    if (!POSIX) {
      return;
    }
    PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
    if (!found.owner().equals(Files.getOwner(made))) {
      throw CommandFailure.missing(
          "%s belongs to %s, who could replace the keys in it; give a folder of your own"
              .formatted(folder, found.owner().getName()));
    }
    if (found.permissions().contains(PosixFilePermission.GROUP_WRITE)
        || found.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw CommandFailure.missing(
          "others may replace the keys in %s: close it with chmod go-w '%s'"
              .formatted(folder, folder));
    }
  }

  /** Makes a folder with a name of its own. */
  static Path newFolder(Path in) throws IOException {
    return Files.createTempDirectory(in, ".new-", mode("rwx------"));
  }

  /** Writes a file that is not there yet. */
  static void write(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
            Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                mode("rw-------"));
        var out = Channels.newOutputStream(channel)) {
      out.write(content);
    }
  }

  /** Restricts a file that another program has made, in a folder that is restricted already. */
  static void close(Path file) throws IOException {
    if (POSIX) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static FileAttribute<?>[] mode(String text) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
