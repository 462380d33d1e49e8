package berkeley.launcher.demo;

import berkeley.launcher.fleet.FleetPlan;
import berkeley.launcher.fleet.NodePlan;
import berkeley.launcher.keys.Authority;
import berkeley.launcher.keys.LocalHosts;
import berkeley.launcher.keys.NodeKeys;
import berkeley.master.tls.CertifiedName.Role;
import berkeley.master.tls.KeyFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Makes what a demonstration under TLS lacks of keys: an authority, and everyone's own. */
public final class DemoKeys {

  private static final String OPERATOR = "operator";

  private DemoKeys() {}

  /** Completes a folder of keys; those that are there stay. */
  public static void complete(Path folder, FleetPlan plan)
      throws IOException, InterruptedException {
    Authority authority =
        Authority.isIn(folder)
            ? Authority.open(folder)
            : Authority.create(folder, Authority.DEFAULT_VALIDITY);
    issue(authority, folder, Role.OPERATOR, OPERATOR);
    for (NodePlan node : plan.nodes()) {
      issue(authority, folder, Role.NODE, node.id());
    }
  }

  private static void issue(Authority authority, Path folder, Role role, String name)
      throws IOException, InterruptedException {
    if (!new KeyFolder(folder.resolve(name)).hasKeys()) {
      authority.issue(new NodeKeys(role, name, LocalHosts.loopback(), NodeKeys.DEFAULT_VALIDITY));
    }
  }
}
