package berkeley.transport.export;

import berkeley.api.RegistryAddress;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host name or address that this process's stubs carry.
 *
 * <p>By default RMI takes what the host's own name resolves to, on many hosts an address that
 * nobody else can reach. Here it is what the operator says; else the address that the process
 * listens on; and if that is all of them, the one from which the registries are reached.
 *
 * <p>RMI has one such setting in a JVM, to be made before the first export.
 */
public final class AdvertisedAddress {

  private static final Logger LOG = LoggerFactory.getLogger(AdvertisedAddress.class);
  private static final String PROPERTY = "java.rmi.server.hostname";

  private AdvertisedAddress() {}

  /** Returns the settings with an address, which is found out where they have none. */
  public static ListenSettings resolve(ListenSettings settings, List<RegistryAddress> registries) {
    return settings.advertise().isPresent()
        ? settings
        : settings.as(find(settings.bind(), registries).getHostAddress());
  }

  private static InetAddress find(InetAddress bind, List<RegistryAddress> registries) {
    return bind.isAnyLocalAddress()
        ? registries.stream()
            .flatMap(registry -> addressTowards(registry).stream())
            .filter(address -> !address.isLoopbackAddress())
            .findFirst()
            .orElseGet(InetAddress::getLoopbackAddress)
        : bind;
  }

  /** Returns the own address on the route to a registry. Nothing is sent. */
  private static Optional<InetAddress> addressTowards(RegistryAddress registry) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(registry.host()), 9));
      return Optional.of(socket.getLocalAddress());
    } catch (IOException | RuntimeException e) {
      LOG.debug("no way to a registry registry={}", registry, e);
      return Optional.empty();
    }
  }

  /**
   * Warns of an address that others cannot reach: the loopback address, where registries are on
   * other hosts; a host that the own certificate is not for.
   */
  public static void warn(String node, ListenSettings settings, List<RegistryAddress> registries) {
    String host = settings.advertise().orElseThrow();
    Optional<RegistryAddress> outside =
        registries.stream().filter(registry -> !isLoopback(registry.host())).findFirst();
    if (isLoopback(host) && outside.isPresent()) {
      LOG.warn(
          "others cannot reach this node at {}, though {}, where they find it, is not on the"
              + " loopback address: set --bind 0.0.0.0 and --advertise to this host's name or"
              + " address node={}",
          host,
          outside.get(),
          node);
    }
    if (settings.protection() instanceof TransportSecurity.Certificates with
        && with.tls().hosts().stream().noneMatch(of -> isSame(of, host))) {
      LOG.warn(
          "others will refuse this node: it is known as {}, and its certificate is for {}; renew it"
              + " with berkeley keys node and --host {}, or set --advertise node={}",
          host,
          with.tls().hosts(),
          host,
          node);
    }
  }

  /** Sets it for the JVM, unless there is one already: RMI has no more than one. */
  static void apply(ListenSettings settings) {
    String host = settings.advertise().orElse(settings.bind().getHostAddress());
    String present = System.getProperty(PROPERTY);
    if (present == null) {
      System.setProperty(PROPERTY, host);
    } else if (!present.equals(host) && settings.advertise().isPresent()) {
      LOG.warn("stubs lead to {} as {} says, and not to {}", present, PROPERTY, host);
    }
  }

  private static boolean isSame(String certified, String host) {
    if (certified.equalsIgnoreCase(host)) {
      return true;
    }
    try {
      // An IPv6 address can be written in several ways; a name is not looked up for this.
      return certified.indexOf(':') >= 0
          && host.indexOf(':') >= 0
          && InetAddress.getByName(certified).equals(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
