package berkeley.launcher.node;

import berkeley.api.RegistryAddress;
import berkeley.harness.console.CommandFailure;
import berkeley.slave.NodeBuilder;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of TLS, for commands that communicate. */
public final class SecurityOptions {

  @Option(
      names = "--tls",
      paramLabel = "DIR",
      description =
          "Use TLS with the keys in this folder, or in its sub-folder of the node's name; see"
              + " berkeley keys.")
  private @Nullable Path tls;

  @Option(
      names = "--insecure",
      description =
          "Communicate with other hosts without TLS: anyone who reaches a port can then set its"
              + " clock.")
  private boolean insecure;

  /** Returns the folder of keys, if TLS is on. */
  public Optional<Path> folder() {
    return Optional.ofNullable(tls);
  }

  /**
   * Returns the protection of this process.
   *
   * @param names the names whose keys may be used, in order of preference
   * @throws CommandFailure if the keys are missing or cannot be used
   */
  public TransportSecurity protection(String... names) {
    if (tls == null) {
      return insecure ? TransportSecurity.insecure() : TransportSecurity.loopbackOnly();
    }
    if (insecure) {
      throw CommandFailure.usage("--tls and --insecure exclude each other; give one of them");
    }
    try {
      return TransportSecurity.by(TlsContext.open(find(tls, names)));
    } catch (IOException e) {
      throw CommandFailure.missing(e);
    }
  }

  /** Applies this protection to a node. */
  void applyTo(NodeBuilder node, TransportSecurity protection) {
    if (protection instanceof TransportSecurity.Certificates with) {
      node.tls(with.tls().folder().path());
    } else if (insecure) {
      node.insecure();
    }
  }

  /**
   * Protects the sockets of a command that runs no node, from now on.
   *
   * @param registries the registries that it is going to call
   * @throws CommandFailure if the keys are missing, or one is on another host and there is no TLS
   */
  public void install(List<RegistryAddress> registries) {
    PolicyFolder.requireInForce();
    TransportSecurity protection = protection("operator");
    requireAllowed(protection, registries);
    TimedSocketFactory.install(
        SocketLimits.DEFAULT,
        new ListenSettings(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            protection,
            PolicyFolder.admittedHosts()));
  }

  /**
   * Checks that no other host would be called without TLS by mistake.
   *
   * @throws CommandFailure if one would be; a host name that cannot be resolved now is accepted
   */
  static void requireAllowed(TransportSecurity protection, List<RegistryAddress> registries) {
    for (RegistryAddress registry : registries) {
      try {
        for (InetAddress address : InetAddress.getAllByName(registry.host())) {
          if (!protection.allows(address)) {
            throw CommandFailure.usage(
                "the registry %s is not on the loopback address, and there is no TLS; give --tls"
                        .formatted(registry)
                    + " DIR (see berkeley keys), or --insecure to go without");
          }
        }
      } catch (UnknownHostException e) {
        return; // it cannot be called either, and a later call reports that
      }
    }
  }

  private static KeyFolder find(Path folder, String... names) throws IOException {
    KeyFolder given = new KeyFolder(folder);
    if (given.hasKeys()) {
      return given;
    }
    for (String name : names) {
      KeyFolder named = new KeyFolder(folder.resolve(name));
      if (named.hasKeys()) {
        return named;
      }
    }
    List<KeyFolder> all = keysIn(folder);
    if (all.size() == 1) {
      return all.get(0);
    }
    throw CommandFailure.missing(
        "--tls: no keys for %s in %s; make them with berkeley keys init and berkeley keys node"
            .formatted(names[0], folder));
  }

  private static List<KeyFolder> keysIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> below = Files.list(folder)) {
      return below.map(KeyFolder::new).filter(KeyFolder::hasKeys).toList();
    }
  }
}
