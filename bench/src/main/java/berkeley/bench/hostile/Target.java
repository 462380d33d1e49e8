package berkeley.bench.hostile;

import java.util.List;

/**
 * A port to attack.
 *
 * @param name what listens there
 * @param recorded what proper callers sent to it, by connection
 * @param operations what calls to forge: the operation and the number of the method or interface
 */
record Target(String name, int port, List<byte[]> recorded, List<Operation> operations) {

  /**
   * A method on the wire.
   *
   * @param number below 0 where the method has a hash of its own
   */
  record Operation(int number, long hash, String name) {}
}
