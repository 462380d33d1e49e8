package berkeley.recipes.id;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A mark in a file of its own, which is locked as long as this object is open: a second process, or
 * a second generator, is refused.
 *
 * <p>Two slots of 24 bytes are written in turn, each with a checksum, so that the older one is left
 * if the power fails during a write. Safe for use by several threads.
 */
public final class FileHighWaterMark implements HighWaterMark {

  private static final int SLOT = 3 * Long.BYTES;

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  /** The number of the slot that was written last; guarded by this. */
  private long newest;

  private FileHighWaterMark(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the file, and creates it if it is not there.
   *
   * @param path on a file system that keeps what is forced to it
   * @return the mark, which has the file to itself until it is closed
   * @throws IOException if it cannot be opened, or another generator has it
   */
  public static FileHighWaterMark open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(takenBy("another generator of this process", path), e);
    }
    if (lock == null) {
      channel.close();
      throw new IOException(takenBy("another process", path));
    }
    return new FileHighWaterMark(path, channel, lock);
  }

  private static String takenBy(String whom, Path path) {
    return "%s is in use by %s; give each generator a file of its own".formatted(path, whom);
  }

  @Override
  public synchronized long load() throws IOException {
    Optional<Slot> first = read(0);
    Optional<Slot> second = read(1);
    if (first.isEmpty() && second.isEmpty()) {
      if (channel.size() > SLOT) {
        throw new IOException(
            "%s holds no mark that can be read; remove it once time is past the newest id"
                .formatted(path));
      }
      return Long.MIN_VALUE; // no mark was ever stored completely, so there is no id
    }
    long one = first.map(Slot::number).orElse(Long.MIN_VALUE);
    long other = second.map(Slot::number).orElse(Long.MIN_VALUE);
    newest = Math.max(one, other);
    return (one > other ? first : second).orElseThrow().mark();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Has to be preceded by {@link #load}.
   */
  @Override
  public synchronized void store(long mark) throws IOException {
    Slot slot = new Slot(newest + 1, mark);
    ByteBuffer bytes = slot.bytes();
    long at = place(slot.number());
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
    channel.force(true);
    newest = slot.number();
  }

  private Optional<Slot> read(int number) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes, place(number) + bytes.position());
    }
    return Slot.of(bytes.flip());
  }

  private static long place(long number) {
    return (number & 1) * SLOT;
  }

  /** What is stored at once: of two, the one with the higher number counts. */
  private record Slot(long number, long mark) {

    static Optional<Slot> of(ByteBuffer bytes) {
      if (bytes.remaining() < SLOT) {
        return Optional.empty();
      }
      Slot slot = new Slot(bytes.getLong(0), bytes.getLong(Long.BYTES));
      return slot.bytes().equals(bytes) ? Optional.of(slot) : Optional.empty();
    }

    ByteBuffer bytes() {
      ByteBuffer bytes = ByteBuffer.allocate(SLOT).putLong(number).putLong(mark);
      CRC32 checksum = new CRC32();
      checksum.update(bytes.array(), 0, bytes.position());
      return bytes.putLong(checksum.getValue()).flip();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lock.close();
    channel.close();
  }
}
