package berkeley.slave;

import berkeley.transport.socket.AdmittedHosts;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.ConnectionLimits;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a node listens and for whom, of which files are read when it starts. */
final class ListenBuilder {

  private InetAddress bind = ListenSettings.LOOPBACK.bind();
  private Optional<String> advertise = Optional.empty();
  private Optional<Path> tls = Optional.empty();
  private boolean insecure;
  private Optional<Path> admitted = Optional.empty();
  private ConnectionLimits limits = ConnectionLimits.DEFAULT;

  void bind(InetAddress address) {
    bind = address;
  }

  void advertise(String host) {
    advertise = Optional.of(host);
  }

  void tls(Path folder) {
    tls = Optional.of(folder);
  }

  void insecure() {
    insecure = true;
  }

  void admit(Path file) {
    admitted = Optional.of(file);
  }

  void connections(int inAll, int perHost) {
    limits = limits.of(perHost, inAll);
  }

  void timeouts(Duration firstByte, Duration idle) {
    limits = limits.within(firstByte, idle);
  }

  /**
   * Reads the keys and the list of hosts.
   *
   * @param id the node's name
   * @throws IOException if they cannot be used
   * @throws IllegalArgumentException if what was set does not go together
   */
  ListenSettings settings(String id) throws IOException {
    if (insecure && tls.isPresent()) {
      throw new IllegalArgumentException(
          "tls: %s given beside insecure; leave one of them out".formatted(tls.get()));
    }
    return new ListenSettings(
        bind,
        advertise,
        tls.isPresent() ? TransportSecurity.by(TlsContext.open(keys(tls.get(), id))) : plain(),
        admitted.isPresent() ? AdmittedHosts.read(admitted.get()) : AdmittedHosts.BY_PROTECTION,
        limits);
  }

  private TransportSecurity plain() {
    return insecure ? TransportSecurity.insecure() : TransportSecurity.loopbackOnly();
  }

  private static KeyFolder keys(Path folder, String id) {
    KeyFolder own = new KeyFolder(folder.resolve(id));
    return own.hasKeys() ? own : new KeyFolder(folder);
  }
}
