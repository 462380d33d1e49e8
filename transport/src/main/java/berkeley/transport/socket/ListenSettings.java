package berkeley.transport.socket;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How a process shows itself to others.
 *
 * @param bind the address of this host that it listens on; the wildcard address for all of them
 * @param advertise the host name or address that it is known by to others, where stubs lead; empty
 *     for one that is found out
 * @param protection what keeps strangers out
 * @param admitted the hosts whose connections are taken at all
 * @param limits how many connections are taken, and how long they may be silent
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
   * One with the limits that a node and a registry start with.
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

  /** The same under a host name or address. */
  public ListenSettings as(String host) {
    return new ListenSettings(bind, Optional.of(host), protection, admitted, limits);
  }

  /** The same with other limits. */
  public ListenSettings with(ConnectionLimits other) {
    return new ListenSettings(bind, advertise, protection, admitted, other);
  }

  /**
   * The same on another address.
   *
   * @throws IllegalArgumentException if it would listen for other hosts without protection
   */
  public ListenSettings on(InetAddress address) {
    return new ListenSettings(address, advertise, protection, admitted, limits);
  }
}
