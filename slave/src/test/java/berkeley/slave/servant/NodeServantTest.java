package berkeley.slave.servant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import berkeley.api.environment.Environment;
import berkeley.api.environment.Ticks;
import berkeley.api.environment.WallClock;
import berkeley.api.wire.ClockRemote;
import berkeley.node.HandDrivenNode;
import berkeley.node.NodeService;
import berkeley.node.ServiceDecorator;
import berkeley.slave.environment.NodeLoop;
import berkeley.slave.servant.NodeServant.EnvironmentAnswers;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NodeServantTest {

  private static final long HOUR = 3_600_000_000_000L;
  private static final long WAIT_NANOS = 10_000_000;

  @Test
  void aLiarsAnswersAreWrongAndItsClockIsNot() {
    try (HandDrivenNode node = new HandDrivenNode()) {
      long truth = node.core.nodeTime();

      var liar = new EnvironmentAnswers(node.core, new BehindByAnHour());

      assertEquals(truth - HOUR, liar.nodeTime());
      assertEquals(truth, liar.status().reading().timeNanos());
    }
  }

  @Test
  @Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aReadingIsOfAnInstantWithinItsCallAlsoIfItsThreadWaits() throws Exception {
    try (HandDrivenNode node = new HandDrivenNode();
        NodeLoop loop = new NodeLoop(HostTicks::now, HOUR);
        LimitedServerSockets sockets = new LimitedServerSockets(ListenSettings.LOOPBACK)) {
      var servant = new NodeServant(new WaitsAfterReading(node.core), loop);
      ClockRemote clock =
          (ClockRemote)
              UnicastRemoteObject.exportObject(
                  servant, 0, new TimedSocketFactory(SocketLimits.DEFAULT), sockets);
      try {
        clock.getTime();
        for (int i = 0; i < 3; i++) {
          assertIsWithinTheCall(clock);
        }
      } finally {
        UnicastRemoteObject.unexportObject(servant, true);
      }
    }
  }

  private static void assertIsWithinTheCall(ClockRemote clock) throws Exception {
    long deadline = HostTicks.now() + Duration.ofSeconds(10).toNanos();
    try (RemoteCall call = RemoteCall.begin(deadline, RemoteCall.ANYONE)) {
      long time = clock.getTime();
      assertTrue(
          time - call.sentTicks() >= 0, "%d ns before it".formatted(call.sentTicks() - time));
      assertTrue(call.receivedTicks() - time >= 0, "after it");
    }
  }

  /** A node whose time is the host's ticks, on a thread that loses the processor. */
  private static final class WaitsAfterReading extends ServiceDecorator {

    WaitsAfterReading(NodeService node) {
      super(node);
    }

    @Override
    public long nodeTime() {
      long time = HostTicks.now();
      for (long end = time + WAIT_NANOS; HostTicks.now() - end < 0; ) {
        LockSupport.parkNanos(end - HostTicks.now());
      }
      return time;
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
