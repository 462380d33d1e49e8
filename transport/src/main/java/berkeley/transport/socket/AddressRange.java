package berkeley.transport.socket;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A network as its operators write it: an address and how many of its leading bits count.
 *
 * @param address any address of the network; IPv4 or IPv6
 * @param bits 0 to 32, or to 128 for IPv6
 */
record AddressRange(InetAddress address, int bits) {

  /** No names here: a list that strangers are measured by must not hang on a name server. */
  private static final Pattern LITERAL =
      Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  AddressRange {
    int most = address.getAddress().length * Byte.SIZE;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("/%d is not in /0../%d".formatted(bits, most));
    }
  }

  /**
   * Reads {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    try {
      if (!LITERAL.matcher(host).matches()) {
        throw new UnknownHostException(host);
      }
      InetAddress address = InetAddress.getByName(host);
      int most = address.getAddress().length * Byte.SIZE;
      return new AddressRange(
          address, slash < 0 ? most : Integer.parseInt(text.substring(slash + 1)));
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is neither an address nor a network such as 10.1.0.0/16".formatted(text), e);
    }
  }

  /** Whether the address lies in this network; never for one of the other family. */
  boolean contains(InetAddress other) {
    byte[] theirs = other.getAddress();
    byte[] ours = address.getAddress();
    int rest = ours.length * Byte.SIZE - bits;
    return theirs.length == ours.length
        && new BigInteger(1, theirs)
            .shiftRight(rest)
            .equals(new BigInteger(1, ours).shiftRight(rest));
  }
}
