package berkeley.transport.socket;

import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.tls.TlsContext;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a process listens, for whom and how its connections are protected.
 *
 * @param bind the address of this host that it listens on; the wildcard address for all of them
 * @param advertise the host name or address that stubs carry to others; empty to have one found out
 * @param protection what protects connections, those that it opens included
 * @param admitted the hosts whose connections are accepted
 * @param limits how many connections are accepted, and how long they may be silent
 */
public record ListenSettings(
    InetAddress bind,
    Optional<String> advertise,
    TransportSecurity protection,
    AdmittedHosts admitted,
    ConnectionLimits limits) {

  /** On the loopback address, for this host's own processes. */
  public static final ListenSettings LOOPBACK =
      new ListenSettings(
          InetAddress.getLoopbackAddress(),
          Optional.empty(),
          TransportSecurity.loopbackOnly(),
          AdmittedHosts.BY_PROTECTION);

  /**
   * Checks that the address and the protection go together.
   *
   * @throws IllegalArgumentException if it would listen for other hosts without protection
   */
  public ListenSettings {
    if (!protection.allows(bind)) {
      throw new IllegalArgumentException(
          "bind: %s can be reached from other hosts, and there is no TLS"
              .formatted(bind.getHostAddress()));
    }
  }

  /**
   * Creates settings with the default limits of a node and a registry.
   *
   * @throws IllegalArgumentException if it would listen for other hosts without protection
   */
  public ListenSettings(
      InetAddress bind,
      Optional<String> advertise,
      TransportSecurity protection,
      AdmittedHosts admitted) {
    this(bind, advertise, protection, admitted, ConnectionLimits.DEFAULT);
  }

  /** Returns the same settings with another host name or address for stubs. */
  public ListenSettings as(String host) {
    return new ListenSettings(bind, Optional.of(host), protection, admitted, limits);
  }

  /** Returns the same settings with other limits. */
  public ListenSettings with(ConnectionLimits other) {
    return new ListenSettings(bind, advertise, protection, admitted, other);
  }

  /**
   * Returns the same settings on another address.
   *
   * @throws IllegalArgumentException if it would listen for other hosts without protection
   */
  public ListenSettings on(InetAddress address) {
    return new ListenSettings(address, advertise, protection, admitted, limits);
  }

  /** What protects the connections of a process, in both directions. */
  public sealed interface TransportSecurity {

    /** Returns whether a connection may go to or come from such an address. */
    boolean allows(InetAddress address);

    /** Returns no TLS, and therefore loopback addresses only, both to listen and to call. */
    static TransportSecurity loopbackOnly() {
      return new Plain(false);
    }

    /** Returns no TLS, with any host: only where an operator has asked for it explicitly. */
    static TransportSecurity insecure() {
      return new Plain(true);
    }

    /** Returns TLS with certificates on both sides. */
    static TransportSecurity by(TlsContext tls) {
      return new Certificates(tls);
    }

    /**
     * Without TLS.
     *
     * @param anywhere whether other hosts may be called and may call, unencrypted
     */
    record Plain(boolean anywhere) implements TransportSecurity {

      @Override
      public boolean allows(InetAddress address) {
        return anywhere || address.isLoopbackAddress();
      }

      @Override
      public String toString() {
        return anywhere ? "no TLS" : "no TLS, loopback only";
      }
    }

    /**
     * TLS with certificates on both sides.
     *
     * @param tls the keys
     */
    record Certificates(TlsContext tls) implements TransportSecurity {

      @Override
      public boolean allows(InetAddress address) {
        return true;
      }

      @Override
      public String toString() {
        return tls.toString();
      }
    }
  }

  /**
   * How much of a listening process its callers may take up.
   *
   * <p>All of these hold for one port. An answer is whatever the process writes, a handshake's
   * included.
   *
   * @param perHost connections from one address at a time, 1 to {@link #MOST}. Default 128: fifty
   *     electable nodes of one host keep a connection or two each to every other, and all of a
   *     host's own addresses count as one. Too small, and neighbours evict one another's
   *     connections; too large, and one host can take all
   * @param inAll connections at a time, 1 to {@link #MOST}. Default 160, since each holds a thread
   *     and, with a message half read, up to 128 KiB of a heap of 32 MiB. Must not be below {@code
   *     perHost}
   * @param messageBytes what may be read without an answer in between, 1 KiB to 1 GiB. Default 64
   *     KiB, twenty times what 50 members need: strings are read whole before any filter sees them.
   *     Too small, and long lists of members are cut off
   * @param firstByte how long a connection may send nothing at first, {@link SocketLimits#MIN} to
   *     {@link SocketLimits#MAX}. Default 3 s: a caller sends at once, so this leaves two
   *     retransmissions. Too small, and distant callers are cut off; too large, and silent ones
   *     hold threads
   * @param idle how long it may go on without an answer, in the same range. Default 45 s: RMI's
   *     callers close an idle connection after 30 s at most, so this ends only those that send
   *     their message byte by byte or keep a connection without using it
   */
  public record ConnectionLimits(
      int perHost, int inAll, int messageBytes, Duration firstByte, Duration idle) {

    /** The largest number of connections. */
    public static final int MOST = 100_000;

    /** The limits that a node and a registry start with. */
    public static final ConnectionLimits DEFAULT =
        new ConnectionLimits(128, 160, 64 << 10, Duration.ofSeconds(3), Duration.ofSeconds(45));

    /** Everything at its largest: for the application's own objects, which are its to limit. */
    static final ConnectionLimits WIDEST =
        new ConnectionLimits(MOST, MOST, 1 << 30, SocketLimits.MAX, SocketLimits.MAX);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is out of its range, naming it
     */
    public ConnectionLimits {
      requireInRange("connections per host", perHost, 1, MOST);
      requireInRange("connections in all", inAll, perHost, MOST);
      requireInRange("bytes of a message", messageBytes, 1 << 10, 1 << 30);
      SocketLimits.requireInRange("limit of the first byte", firstByte);
      SocketLimits.requireInRange("idle limit", idle);
    }

    /**
     * Returns the same limits with other numbers of connections.
     *
     * @throws IllegalArgumentException if one is out of its range, naming it
     */
    public ConnectionLimits of(int perHost, int inAll) {
      return new ConnectionLimits(perHost, inAll, messageBytes, firstByte, idle);
    }

    /**
     * Returns the same limits with other times.
     *
     * @throws IllegalArgumentException if one is out of its range, naming it
     */
    public ConnectionLimits within(Duration firstByte, Duration idle) {
      return new ConnectionLimits(perHost, inAll, messageBytes, firstByte, idle);
    }

    private static void requireInRange(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            "%s: %d is not in %d..%d".formatted(name, value, least, most));
      }
    }
  }
}
