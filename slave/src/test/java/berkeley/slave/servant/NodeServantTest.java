package berkeley.slave.servant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.node.HandDrivenNode;
import berkeley.slave.servant.NodeServant.EnvironmentAnswers;
import berkeley.transport.ticks.HostTicks;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeServantTest {

  private static final long HOUR = 3_600_000_000_000L;

  @Test
  void aLiarsAnswersAreWrongAndItsClockIsNot() {
    try (HandDrivenNode node = new HandDrivenNode()) {
      long truth = node.core.nodeTime();

      var liar = new EnvironmentAnswers(node.core, new BehindByAnHour());

      assertEquals(truth - HOUR, liar.nodeTime());
      assertEquals(truth, liar.status().reading().timeNanos());
    }
  }

  private static final class BehindByAnHour implements Environment {

    @Override
    public Ticks ticks() {
      return HostTicks::now;
    }

    @Override
    public WallClock wallClock() {
      return Instant::now;
    }

    @Override
    public long answer(long nodeTimeNanos) {
      return nodeTimeNanos - HOUR;
    }
  }
}
