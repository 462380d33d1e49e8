package berkeley.bench.hostile;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A port that is attacked.
 *
 * @param process the name of its process
 * @param depth how far the attackers get
 * @param recorded what valid callers sent at that depth, by connection
 * @param operations the methods of forged calls; none where no call can be forged
 */
record TargetPort(
    String process,
    int port,
    ConnectionDepth depth,
    List<byte[]> recorded,
    List<Operation> operations) {

  /**
   * A method on the wire.
   *
   * @param number below 0 where the method has a hash of its own
   */
  record Operation(int number, long hash, String name) {}

  /** Returns its name in tables. */
  String name() {
    return operations.isEmpty() ? process + ", without keys" : process;
  }

  /** Returns an input that has a valid beginning and is never complete. */
  byte[] endless(int bytes) throws IOException {
    byte[] valid = recorded.get(0);
    if (!operations.isEmpty()) {
      Operation operation = operations.get(0);
      return CallBytes.of(valid).withLongString(operation.number(), operation.hash(), bytes);
    }
    byte[] all = new byte[valid.length + bytes];
    new Random(bytes).nextBytes(all);
    System.arraycopy(valid, 0, all, 0, valid.length);
    return all;
  }
}
