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

/** Puts all of this process's RMI under TLS: there is one kind of sockets in each. */
public final class TlsSockets {
  private TlsSockets() {}

  /**
   * From now on.
   *
   * @param keys the folder of this process's own
   * @return how it talks
   * @throws IOException if the keys cannot be used
   */
  public static ListenSettings install(Path keys) throws IOException {
    ListenSettings exposure =
        new ListenSettings(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            TransportSecurity.by(TlsContext.open(new KeyFolder(keys))),
            AdmittedHosts.BY_PROTECTION);
    TimedSocketFactory.install(SocketLimits.DEFAULT, exposure);
    return exposure;
  }
}
