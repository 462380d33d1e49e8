package berkeley.slave.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import berkeley.node.HandDrivenNode;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import org.junit.jupiter.api.Test;

/** A node in the platform's MBean server. */
final class NodeManagementTest {

  @Test
  void itIsThereUntilItIsClosedAndReadsTheNodeAnew() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try (HandDrivenNode node = new HandDrivenNode()) {
      NodeManagement management = new NodeManagement("jmx", "blue", node.core::status);
      assertEquals("NEWCOMER", server.getAttribute(management.name(), "State"));
      assertEquals(-1L, server.getAttribute(management.name(), "LastAdjustedAgeNanos"));
      node.correct(5);
      assertEquals("SYNCHRONISED", server.getAttribute(management.name(), "State"));
      assertEquals(1L, server.getAttribute(management.name(), "Adjustments"));
      assertThrows(
          IllegalStateException.class, () -> new NodeManagement("jmx", "blue", node.core::status));
      management.close();
      assertFalse(server.isRegistered(management.name()));
    }
  }
}
