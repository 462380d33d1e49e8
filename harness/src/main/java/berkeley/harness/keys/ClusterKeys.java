package berkeley.harness.keys;

import berkeley.transport.tls.CertifiedName.Role;
import berkeley.transport.tls.KeyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with the keys of a whole cluster: its authority, an operator's, and those of each node.
 * Keys that are there already stay. For one thread.
 */
public final class ClusterKeys {

  /** The name of those who run no node. */
  public static final String OPERATOR = "operator";

  private final Path folder;
  private final CertificateAuthority authority;

  private ClusterKeys(Path folder, CertificateAuthority authority) {
    this.folder = folder;
    this.authority = authority;
  }

  /** Opens a folder, and makes the authority and the operator's keys if they are missing. */
  public static ClusterKeys in(Path folder) throws IOException, InterruptedException {
    ClusterKeys keys =
        new ClusterKeys(
            folder,
            CertificateAuthority.isIn(folder)
                ? CertificateAuthority.open(folder)
                : CertificateAuthority.create(folder, CertificateAuthority.DEFAULT_VALIDITY));
    keys.issue(Role.OPERATOR, OPERATOR, LocalHosts.loopback());
    return keys;
  }

  /** Makes the keys of a node that is reached by the loopback address, if they are missing. */
  public void addNode(String name) throws IOException, InterruptedException {
    issue(Role.NODE, name, LocalHosts.loopback());
  }

  /**
   * Makes the keys of a node, if they are missing.
   *
   * @param hosts the names and addresses that it is reached by
   */
  public void addNode(String name, List<String> hosts) throws IOException, InterruptedException {
    issue(Role.NODE, name, hosts);
  }

  /** Returns the folder of one holder's keys. */
  public Path of(String name) {
    return folder.resolve(name);
  }

  private void issue(Role role, String name, List<String> hosts)
      throws IOException, InterruptedException {
    if (!new KeyFolder(of(name)).hasKeys()) {
      authority.issue(
          new CertificateRequest(role, name, hosts, CertificateRequest.DEFAULT_VALIDITY));
    }
  }
}
