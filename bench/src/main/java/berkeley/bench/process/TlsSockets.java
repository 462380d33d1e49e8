package berkeley.bench.process;

import berkeley.master.rmi.AdmittedHosts;
import berkeley.master.rmi.Exposure;
import berkeley.master.rmi.Protection;
import berkeley.master.rmi.SocketLimits;
import berkeley.master.rmi.TimedSocketFactory;
import berkeley.master.tls.KeyFolder;
import berkeley.master.tls.Tls;
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
  public static Exposure install(Path keys) throws IOException {
    Exposure exposure =
        new Exposure(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            Protection.by(Tls.open(new KeyFolder(keys))),
            AdmittedHosts.BY_PROTECTION);
    TimedSocketFactory.install(SocketLimits.DEFAULT, exposure);
    return exposure;
  }
}
