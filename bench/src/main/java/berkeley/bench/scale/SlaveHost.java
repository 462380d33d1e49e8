package berkeley.bench.scale;

import berkeley.api.environment.ClockLimits;
import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.harness.process.DriftingTicks;
import berkeley.harness.process.ParentWatch;
import berkeley.node.CorrectionListener;
import berkeley.node.NodeClock;
import berkeley.node.NodeCore;
import berkeley.node.clock.SteeredClock;
import berkeley.node.discipline.Discipline;
import berkeley.slave.environment.NodeLoop;
import berkeley.slave.servant.NodeServant;
import berkeley.transport.export.ExportedObject;
import berkeley.transport.socket.LimitedServerSockets;
import berkeley.transport.socket.ListenSettings;
import berkeley.transport.socket.TimedSocketFactory;
import berkeley.transport.socket.TimedSocketFactory.SocketLimits;
import berkeley.transport.ticks.HostTicks;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process with many slaves: each a clock, a servo and a remote object of its own, as a node has
 * them. Beside each, in the cluster {@value #BARE}, is a clock that does nothing, for bare calls to
 * the same process. Ends when its standard input does.
 */
public final class SlaveHost {
  static final String BARE = "bare";

  /** As a node's own default. */
  private static final Duration HOLDOVER_AFTER = Duration.ofMillis(2_500);

  private static final double MOST_DRIFT_PPM = 50;
  private static final long MOST_OFFSET_NANOS = 100_000_000L;

  private SlaveHost() {}

  /**
   * Runs the process.
   *
   * @param args the registry's port, the number of the first slave, how many there are
   */
  public static void main(String[] args) throws Exception {
    int first = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    TimedSocketFactory.install(SocketLimits.DEFAULT);
    LimitedServerSockets sockets = new LimitedServerSockets(ListenSettings.LOOPBACK);
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", Integer.parseInt(args[0]));
    NodeLoop loop = new NodeLoop(HostTicks::now, Long.MAX_VALUE);
    List<ExportedObject> held = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      held.add(new ExportedObject(new NodeServant(slave(i), loop), 0, sockets));
      registry.rebind(name(i), held.get(held.size() - 1).stub());
      held.add(new ExportedObject(new Idle(), 0, sockets));
      registry.rebind(BARE + "/" + name(i), held.get(held.size() - 1).stub());
    }
    System.out.println("READY port=" + held.get(0).port());
    ParentWatch.awaitParentEnd();
    System.exit(held.isEmpty() ? 1 : 0);
  }

  static String name(int number) {
    return "s%04d".formatted(number);
  }

  private static NodeCore slave(int number) {
    Random random = new Random(number);
    double ratio = MOST_DRIFT_PPM * 1e-6 * (2 * random.nextDouble() - 1);
    long start =
        System.currentTimeMillis() * 1_000_000
            + Math.round(MOST_OFFSET_NANOS * (2 * random.nextDouble() - 1));
    return new NodeCore(
        name(number),
        number,
        ProcessHandle.current().pid(),
        new NodeClock(
            new SteeredClock(new DriftingTicks(HostTicks.counter(), ratio), start),
            Discipline.withDefaults(ClockLimits.UNSTEERED),
            HOLDOVER_AFTER,
            Runnable::run),
        CorrectionListener.NONE,
        random);
  }

  /** A clock that takes part in no round. */
  private static final class Idle implements ClockRemote {
    @Override
    public long getTime() {
      return HostTicks.now();
    }

    @Override
    public void adjust(Adjustment delta) {
      // Bare calls are measured, not what they do.
    }
  }
}
