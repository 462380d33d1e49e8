package berkeley.bench.hostile;

import berkeley.bench.process.ClusterKeys;
import berkeley.transport.socket.AdmittedHosts;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.ListenSettings.TransportSecurity;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys of all who take part in a siege, attackers included; or none, where there is no TLS.
 *
 * @param folder where they are
 */
record AttackKeys(Optional<Path> folder) {
  static final AttackKeys NONE = new AttackKeys(Optional.empty());

  private static final String INSIDER = "insider";

  /** Makes keys for everybody in a new folder. */
  static AttackKeys make(Path home, Path folder) throws IOException, InterruptedException {
    ClusterKeys keys = new ClusterKeys(home.resolve("berkeley").toString(), folder);
    for (String name : List.of("a", "b", "master", INSIDER)) {
      keys.node(name, List.of());
    }
    for (PoisonousMember.Poison poison : PoisonousMember.Poison.values()) {
      keys.node(poison.id(), List.of());
    }
    return new AttackKeys(Optional.of(folder));
  }

  /** How far a member gets that has gone over to the attackers. */
  ConnectionDepth door() throws IOException {
    return folder.isEmpty() ? ConnectionDepth.OPEN : ConnectionDepth.with(open(INSIDER));
  }

  /** How a member of the attackers' making is to be seen. */
  ListenSettings exposureOf(String member) throws IOException {
    return folder.isEmpty()
        ? ListenSettings.LOOPBACK
        : new ListenSettings(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            TransportSecurity.by(open(member)),
            AdmittedHosts.BY_PROTECTION);
  }

  /** What a process is told of it. */
  List<String> arguments() {
    return folder.map(path -> "--tls=" + path).stream().toList();
  }

  private TlsContext open(String member) throws IOException {
    return TlsContext.open(new KeyFolder(folder.orElseThrow().resolve(member)));
  }
}
