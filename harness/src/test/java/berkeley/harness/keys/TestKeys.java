package berkeley.harness.keys;

import berkeley.transport.tls.CertifiedName.Role;
import berkeley.transport.tls.KeyFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Keys for tests, good ones and others. */
public final class TestKeys {

  private final CertificateAuthority authority;

  /** A new authority in a folder. */
  public TestKeys(Path folder) throws IOException, InterruptedException {
    authority = CertificateAuthority.create(folder, Duration.ofDays(2));
  }

  /** A node's, for this host. */
  public KeyFolder node(String name) throws IOException, InterruptedException {
    return node(name, LocalHosts.loopback());
  }

  /** A node's, for other hosts. */
  public KeyFolder node(String name, List<String> hosts) throws IOException, InterruptedException {
    return authority.issue(new CertificateRequest(Role.NODE, name, hosts, Duration.ofDays(1)));
  }

  /** Keys for commands that run no node. */
  public KeyFolder operator() throws IOException, InterruptedException {
    return authority.issue(
        new CertificateRequest(
            Role.OPERATOR, "operator", LocalHosts.loopback(), Duration.ofDays(1)));
  }

  /** A node's, whose day is over. */
  public KeyFolder expired(String name) throws IOException, InterruptedException {
    return authority.issue(
        new CertificateRequest(Role.NODE, name, LocalHosts.loopback(), Duration.ofDays(1)), "-2d");
  }
}
