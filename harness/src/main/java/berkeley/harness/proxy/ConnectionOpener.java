package berkeley.harness.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads who opened an RMI connection from the first bytes that it sends.
 *
 * <p>The transport protocol of RMI begins with a header ("JRMI", a version, {@code 0x4b} for a
 * connection that is used again), and after the server's answer the caller names its own address:
 * two bytes of length, the {@code java.rmi.server.hostname} that it was started with, four bytes of
 * port. Callers of other protocols stay anonymous. For one thread; {@link #name} for any.
 */
final class ConnectionOpener {

  private static final int MAGIC = 0x4a524d49;
  private static final byte STREAM_PROTOCOL = 0x4b;
  private static final int HEADER = 7;
  private static final int LONGEST_NAME = 255;

  private final ByteBuffer seen = ByteBuffer.allocate(HEADER + 2 + LONGEST_NAME);
  private boolean decided;
  private volatile String name = "";

  /** Reads bytes on their way to the server. */
  void sends(byte[] bytes, int length) {
    if (decided) {
      return;
    }
    seen.put(bytes, 0, Math.min(length, seen.remaining()));
    read().ifPresent(found -> name = found);
    decided = !name.isEmpty() || !isRmi() || !seen.hasRemaining();
  }

  /** Returns the address by which the caller names itself, empty while it is not known. */
  String name() {
    return name;
  }

  private boolean isRmi() {
    return seen.position() < HEADER
        || (seen.getInt(0) == MAGIC && seen.get(HEADER - 1) == STREAM_PROTOCOL);
  }

  private Optional<String> read() {
    if (seen.position() < HEADER + 2 || !isRmi()) {
      return Optional.empty();
    }
    int length = Short.toUnsignedInt(seen.getShort(HEADER));
    if (seen.position() < HEADER + 2 + length) {
      return Optional.empty();
    }
    return Optional.of(new String(seen.array(), HEADER + 2, length, StandardCharsets.UTF_8));
  }
}
