package berkeley.bench.hostile;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A port to attack.
 *
 * @param process whose it is
 * @param door how far the attackers get
 * @param recorded what proper callers sent over that door, by connection
 * @param operations what calls to forge: the operation and the number of the method or interface;
 *     none where no call can be forged
 */
record TargetPort(
    String process,
    int port,
    ConnectionDepth door,
    List<byte[]> recorded,
    List<Operation> operations) {

  /**
   * A method on the wire.
   *
   * @param number below 0 where the method has a hash of its own
   */
  record Operation(int number, long hash, String name) {}

  /** What it goes by in tables. */
  String name() {
    return operations.isEmpty() ? process + ", without keys" : process;
  }

  /** Something that begins properly and does not end. */
  byte[] endless(int bytes) throws IOException {
    byte[] proper = recorded.get(0);
    if (!operations.isEmpty()) {
      Operation operation = operations.get(0);
      return CallBytes.of(proper).withLongString(operation.number(), operation.hash(), bytes);
    }
    byte[] all = new byte[proper.length + bytes];
    new Random(bytes).nextBytes(all);
    System.arraycopy(proper, 0, all, 0, proper.length);
    return all;
  }
}
