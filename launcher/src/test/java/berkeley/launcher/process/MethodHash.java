package berkeley.launcher.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number by which RMI names a method on the wire: the first 64 bits, least significant byte
 * first, of the SHA-1 of its name and descriptor (Java Remote Method Invocation specification,
 * section 8.3).
 */
final class MethodHash {

  private MethodHash() {}

  static long of(String nameAndDescriptor) throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF(nameAndDescriptor);
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes.toByteArray());
    return ByteBuffer.wrap(digest).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
