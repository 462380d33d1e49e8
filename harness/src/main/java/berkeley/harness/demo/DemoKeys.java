package berkeley.harness.demo;

import berkeley.harness.keys.CertificateAuthority;
import berkeley.harness.keys.CertificateRequest;
import berkeley.harness.keys.LocalHosts;
import berkeley.harness.process.FleetPlan;
import berkeley.harness.process.NodePlan;
import berkeley.transport.tls.CertifiedName.Role;
import berkeley.transport.tls.KeyFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Makes what a demonstration under TLS lacks of keys: an authority, and everyone's own. */
public final class DemoKeys {

  private static final String OPERATOR = "operator";

  private DemoKeys() {}

  /** Completes a folder of keys; those that are there stay. */
  public static void complete(Path folder, FleetPlan plan)
      throws IOException, InterruptedException {
    CertificateAuthority authority =
        CertificateAuthority.isIn(folder)
            ? CertificateAuthority.open(folder)
            : CertificateAuthority.create(folder, CertificateAuthority.DEFAULT_VALIDITY);
    issue(authority, folder, Role.OPERATOR, OPERATOR);
    for (NodePlan node : plan.nodes()) {
      issue(authority, folder, Role.NODE, node.id());
    }
  }

  private static void issue(CertificateAuthority authority, Path folder, Role role, String name)
      throws IOException, InterruptedException {
    if (!new KeyFolder(folder.resolve(name)).hasKeys()) {
      authority.issue(
          new CertificateRequest(
              role, name, LocalHosts.loopback(), CertificateRequest.DEFAULT_VALIDITY));
    }
  }
}
