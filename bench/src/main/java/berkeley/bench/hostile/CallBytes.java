package berkeley.bench.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The bytes of remote calls (Java Remote Method Invocation specification, chapter 10), made from
 * those of a recorded one: the same object is called, with whatever arguments.
 */
final class CallBytes {
  private static final byte[] CALL = {0x50, (byte) 0xac, (byte) 0xed, 0, 5, 0x77, 0x22};
  private static final int OBJECT_BYTES = 22;
  private static final byte LONG_STRING = 0x7c;
  private static final int STREAM_HEADER = 4;

  /** Everything before the call: the connection's header and the caller's address. */
  private final byte[] opening;

  /** What names the object. */
  private final byte[] object;

  private CallBytes(byte[] opening, byte[] object) {
    this.opening = opening;
    this.object = object;
  }

  /** Returns whether a recording has a call in it. */
  static boolean isIn(byte[] recorded) {
    return find(recorded) >= 0;
  }

  /**
   * Returns the first call of a recording.
   *
   * @throws IllegalArgumentException if there is none in it
   */
  static CallBytes of(byte[] recorded) {
    int call = find(recorded);
    if (call < 0) {
      throw new IllegalArgumentException("no call in %d bytes".formatted(recorded.length));
    }
    int object = call + CALL.length;
    return new CallBytes(
        Arrays.copyOf(recorded, call), Arrays.copyOfRange(recorded, object, object + OBJECT_BYTES));
  }

  private static int find(byte[] recorded) {
    for (int i = 0; i + CALL.length + OBJECT_BYTES <= recorded.length; i++) {
      if (Arrays.equals(CALL, Arrays.copyOfRange(recorded, i, i + CALL.length))) {
        return i;
      }
    }
    return -1;
  }

  /** Returns a call up to its arguments. */
  private ByteArrayOutputStream begin(int operation, long hash) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(opening);
    bytes.write(CALL);
    bytes.write(object);
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(operation);
    data.writeLong(hash);
    return bytes;
  }

  /** Returns a call with these objects as arguments, which need not be of the method's types. */
  byte[] with(int operation, long hash, Object... arguments) throws IOException {
    ByteArrayOutputStream bytes = begin(operation, hash);
    ByteArrayOutputStream objects = new ByteArrayOutputStream();
    try (Annotated stream = new Annotated(objects)) {
      for (Object argument : arguments) {
        stream.writeObject(argument);
      }
    }
    bytes.write(objects.toByteArray(), STREAM_HEADER, objects.size() - STREAM_HEADER);
    return bytes.toByteArray();
  }

  /**
   * Returns a call whose argument is a string that claims a length of gigabytes and has so many.
   */
  byte[] withLongString(int operation, long hash, int length) throws IOException {
    ByteArrayOutputStream bytes = begin(operation, hash);
    bytes.write(LONG_STRING);
    new DataOutputStream(bytes).writeLong(1L << 33);
    byte[] text = new byte[length];
    Arrays.fill(text, (byte) 'x');
    bytes.write(text);
    return bytes.toByteArray();
  }

  /**
   * Returns the number by which RMI names a method on the wire (section 8.3 of the specification).
   */
  static long hash(String nameAndDescriptor) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF(nameAndDescriptor);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray());
      return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("every Java has SHA-1", e);
    }
  }

  /** RMI's form of a stream: each class is followed by where to load it from, here nowhere. */
  private static final class Annotated extends ObjectOutputStream {
    Annotated(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      writeObject(null);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      writeObject(null);
    }
  }
}
