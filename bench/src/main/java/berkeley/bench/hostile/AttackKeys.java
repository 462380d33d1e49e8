package berkeley.bench.hostile;

import berkeley.bench.process.TlsSockets;
import berkeley.harness.keys.ClusterKeys;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.tls.KeyFolder;
import berkeley.transport.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The keys of all processes of an attack, the attackers' included; none where there is no TLS.
 *
 * @param folder where they are
 */
record AttackKeys(Optional<Path> folder) {
  static final AttackKeys NONE = new AttackKeys(Optional.empty());

  private static final String INSIDER = "insider";

  /** Makes the keys of all in a new folder. */
  static AttackKeys make(Path folder) throws IOException, InterruptedException {
    ClusterKeys keys = ClusterKeys.in(folder);
    for (String name : List.of("a", "b", "master", INSIDER)) {
      keys.addNode(name);
    }
    for (PoisonousMember.Poison poison : PoisonousMember.Poison.values()) {
      keys.addNode(poison.id());
    }
    return new AttackKeys(Optional.of(folder));
  }

  /** Returns how far the attackers get, who hold the keys of a member. */
  ConnectionDepth depth() throws IOException {
    return folder.isEmpty()
        ? ConnectionDepth.OPEN
        : ConnectionDepth.with(TlsContext.open(new KeyFolder(of(INSIDER))));
  }

  /** Returns where one of the attackers' members listens. */
  ListenSettings listenSettingsOf(String member) throws IOException {
    return folder.isEmpty() ? ListenSettings.LOOPBACK : TlsSockets.onLoopback(of(member));
  }

  /** Returns the arguments that put a process under TLS. */
  String[] arguments() {
    return folder.map(path -> "--tls=" + path).stream().toArray(String[]::new);
  }

  private Path of(String member) {
    return folder.orElseThrow().resolve(member);
  }
}
