package berkeley.bench.hostile;

import berkeley.bench.process.Keys;
import berkeley.master.rmi.AdmittedHosts;
import berkeley.master.rmi.Exposure;
import berkeley.master.rmi.Protection;
import berkeley.master.tls.KeyFolder;
import berkeley.master.tls.Tls;
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
record Keyring(Optional<Path> folder) {
  static final Keyring NONE = new Keyring(Optional.empty());

  private static final String INSIDER = "insider";

  /** Makes keys for everybody in a new folder. */
  static Keyring make(Path home, Path folder) throws IOException, InterruptedException {
    Keys keys = new Keys(home.resolve("berkeley").toString(), folder);
    for (String name : List.of("a", "b", "master", INSIDER)) {
      keys.node(name, List.of());
    }
    for (Liar.Poison poison : Liar.Poison.values()) {
      keys.node(poison.id(), List.of());
    }
    return new Keyring(Optional.of(folder));
  }

  /** How far a member gets that has gone over to the attackers. */
  Door door() throws IOException {
    return folder.isEmpty() ? Door.OPEN : Door.with(open(INSIDER));
  }

  /** How a member of the attackers' making is to be seen. */
  Exposure exposureOf(String member) throws IOException {
    return folder.isEmpty()
        ? Exposure.LOOPBACK
        : new Exposure(
            InetAddress.getLoopbackAddress(),
            Optional.empty(),
            Protection.by(open(member)),
            AdmittedHosts.BY_PROTECTION);
  }

  /** What a process is told of it. */
  List<String> arguments() {
    return folder.map(path -> "--tls=" + path).stream().toList();
  }

  private Tls open(String member) throws IOException {
    return Tls.open(new KeyFolder(folder.orElseThrow().resolve(member)));
  }
}
