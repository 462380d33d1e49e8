package berkeley.launcher.process;

import berkeley.launcher.chaos.ChaosRun;
import berkeley.launcher.chaos.ChaosSettings;
import berkeley.launcher.fleet.JavaCommand;
import berkeley.master.MasterSettings;
import java.time.Duration;

/** Chaos over nodes that are broken on purpose: must end with exit code 1. */
final class BrokenChaos {

  private BrokenChaos() {}

  public static void main(String[] args) throws InterruptedException {
    ChaosSettings settings =
        new ChaosSettings(
            3,
            Duration.ofSeconds(30),
            1,
            MasterSettings.defaults().withPeriod(Duration.ofMillis(500)));
    JavaCommand broken = JavaCommand.likeThisProcess().withMain(BrokenNode.class.getName());
    System.exit(ChaosRun.run(settings, broken, false));
  }
}
