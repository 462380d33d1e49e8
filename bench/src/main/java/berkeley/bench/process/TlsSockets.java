package berkeley.bench.process;

import berkeley.transport.socket.AdmittedHosts;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/** TLS for this process: a JVM's RMI has one kind of sockets. */
public final class TlsSockets {

  private TlsSockets() {}

  /**
   * Puts all of this process's RMI under TLS.
   *
   * @param keys the folder of its keys
   * @return where it listens and what protects it
   * @throws IOException if the keys cannot be used
   */
  public static ListenSettings install(Path keys) throws IOException {
    ListenSettings settings = onLoopback(keys);
    TimedSocketFactory.install(SocketLimits.DEFAULT, settings);
    return settings;
  }

  /**
   * Returns the settings of something that listens on the loopback address under TLS.
   *
   * @param keys the folder of its keys
   * @throws IOException if the keys cannot be used
   */
  public static ListenSettings onLoopback(Path keys) throws IOException {
    return new ListenSettings(
        InetAddress.getLoopbackAddress(),
        Optional.empty(),
        TransportSecurity.by(TlsContext.open(new KeyFolder(keys))),
        AdmittedHosts.BY_PROTECTION);
  }
}
