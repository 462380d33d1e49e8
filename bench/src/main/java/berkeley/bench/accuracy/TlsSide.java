package berkeley.bench.accuracy;

import berkeley.bench.process.DurationSeries;
import berkeley.bench.process.OwnCheckout;
import berkeley.bench.process.TlsSockets;
import berkeley.harness.keys.ClusterKeys;
import berkeley.harness.process.NodeCommand;
import berkeley.harness.process.ParentWatch;
import berkeley.harness.process.ProcessVariation;
import berkeley.master.MasterSettings;
import berkeley.simulator.text.Units;
import berkeley.transport.socket.RemoteCall;
import berkeley.transport.ticks.HostTicks;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One half of the comparison, in a JVM of its own since RMI has one kind of sockets in each: a
 * cluster with or without TLS, its round trips and its spread, as a line of JSON.
 */
final class TlsSide {
  private static final int CALLS = 50;
  private static final long LOOK_PAUSE_MILLIS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private TlsSide() {}

  /**
   * Measures, and prints the results.
   *
   * @param args the checkout, how long to settle, how long to watch, and the folder of keys if
   *     there is to be TLS
   */
  public static void main(String[] args) throws Exception {
    ParentWatch.begin(() -> System.exit(1));
    Optional<Path> keys = args.length > 3 ? Optional.of(Path.of(args[3])) : Optional.empty();
    if (keys.isPresent()) {
      TlsSockets.install(keys.get().resolve(ClusterKeys.OPERATOR));
    }
    NodeCommand command = new OwnCheckout(Path.of(args[0])).command();
    Duration settle = Units.duration(args[1]);
    Duration duration = Units.duration(args[2]);
    try (ProcessCluster cluster =
        ProcessCluster.start(
            command,
            MasterSettings.builder().period(Duration.ofSeconds(1)).build(),
            false,
            1,
            keys.map(folder -> ProcessVariation.withArguments("--tls=" + folder))
                .orElse(ProcessVariation.withArguments()))) {
      DurationSeries wall = new DurationSeries();
      DurationSeries stamped = new DurationSeries();
      watch(new OffsetOracle(cluster), settle, cluster, wall, stamped);
      wall.clear();
      stamped.clear();
      OffsetOracle oracle = new OffsetOracle(cluster);
      watch(oracle, duration, cluster, wall, stamped);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("round_trip", wall.toMap());
      line.put("round_trip_by_stamps", stamped.toMap());
      line.put("spread", oracle.spreads().toMap());
      line.put("bound", oracle.bounds().toMap());
      line.put("containment_violations", oracle.violations());
      System.out.println(JSON.std.asString(line));
    }
  }

  /** Reads the clocks and makes a burst of calls again and again, few enough to disturb little. */
  private static void watch(
      OffsetOracle oracle,
      Duration time,
      ProcessCluster cluster,
      DurationSeries wall,
      DurationSeries stamped)
      throws IOException, InterruptedException {
    long begin = HostTicks.now();
    while (HostTicks.now() - begin < time.toNanos()) {
      cluster.requireAlive();
      oracle.look();
      burst(cluster, wall, stamped);
      TimeUnit.MILLISECONDS.sleep(LOOK_PAUSE_MILLIS);
    }
  }

  private static void burst(ProcessCluster cluster, DurationSeries wall, DurationSeries stamped)
      throws RemoteException {
    try (RemoteCall call = RemoteCall.begin(HostTicks.now() + LIMIT.toNanos(), RemoteCall.ANYONE)) {
      for (int i = 0; i < CALLS; i++) {
        call.clearStamps();
        long before = HostTicks.now();
        cluster.slaveClock().getTime();
        wall.add(HostTicks.now() - before);
        stamped.add(call.receivedTicks() - call.sentTicks());
      }
    }
  }
}
