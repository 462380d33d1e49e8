package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.slave.NodeBuilder;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of where a process listens, and which address it advertises. */
public final class ListenOptions {

  private static final String EVERYWHERE = "0.0.0.0";

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description =
          "Listen on this address of the host, 0.0.0.0 or :: for all (default: 127.0.0.1; all, if"
              + " --advertise names another host).")
  private @Nullable String bind;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description =
          "The host name or address by which others reach it (default: the one it listens on; of"
              + " several, the one on the route to the registries).")
  private @Nullable String advertise;

  @Mixin private SecurityOptions security;

  @Mixin private ConnectionOptions connections;

  /** Returns the options of TLS. */
  public SecurityOptions security() {
    return security;
  }

  /** Returns the address of this process's own registry. */
  RegistryAddress self(int port) {
    InetAddress listening = address();
    InetAddress here = listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
    return new RegistryAddress(advertise == null ? here.getHostAddress() : advertise, port);
  }

  /**
   * Returns where to listen, who may connect, and the limits of connections.
   *
   * @param names the names whose keys may be used, in order of preference
   * @throws CommandFailure if the address is unknown, or open to other hosts without TLS
   */
  public ListenSettings listenSettings(String... names) {
    TransportSecurity protection = security.protection(names);
    InetAddress address = address();
    if (!protection.allows(address)) {
      throw CommandFailure.usage(
          "on %s other hosts could reach it, and there is no TLS; give --tls DIR (see berkeley keys)"
                  .formatted(address.getHostAddress())
              + ", or --insecure to go without");
    }
    return new ListenSettings(
        address,
        Optional.ofNullable(advertise),
        protection,
        PolicyFolder.admittedHosts(),
        connections.limits());
  }

  /**
   * Applies these options to a node.
   *
   * @param id its name, under which its keys are looked for
   * @return what protects it
   * @throws CommandFailure as {@link #listenSettings} does
   */
  TransportSecurity applyTo(NodeBuilder node, String id) {
    ListenSettings shown = listenSettings(id);
    node.bind(shown.bind())
        .admit(PolicyFolder.hosts())
        .connections(shown.limits().inAll(), shown.limits().perHost())
        .connectionTimeouts(shown.limits().firstByte(), shown.limits().idle());
    shown.advertise().ifPresent(node::advertise);
    security.applyTo(node, shown.protection());
    return shown.protection();
  }

  private InetAddress address() {
    if (bind != null) {
      return known("--bind", bind);
    }
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return advertise == null || known("--advertise", advertise).isLoopbackAddress()
        ? loopback
        : known("--bind", EVERYWHERE);
  }

  private static InetAddress known(String option, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw CommandFailure.missing(
          "%s: no address is known for '%s'; give one of this host's own".formatted(option, host),
          e);
    }
  }
}
