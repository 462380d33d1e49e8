package berkeley.bench.scale;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.bench.process.RoundLine;
import berkeley.transport.ticks.HostTicks;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The lower limit: as many calls as a round makes, to objects that do nothing, with the JDK's own
 * sockets and without any of our code. First all readings, then all corrections, by some threads,
 * once a period, as a master does it. Prints {@code ROUND NANOSECONDS} for each pass.
 */
public final class BareCaller {
  private BareCaller() {}

  /**
   * Runs the calls.
   *
   * @param args the registry's port, how many slaves there are, readings of each, passes,
   *     milliseconds from one pass to the next, threads
   */
  public static void main(String[] args) throws Exception {
    Registry registry = LocateRegistry.getRegistry("127.0.0.1", Integer.parseInt(args[0]));
    List<ClockRemote> clocks = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      clocks.add((ClockRemote) registry.lookup(SlaveHost.BARE + "/" + SlaveHost.name(i)));
    }
    int readings = Integer.parseInt(args[2]);
    long periodNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[4]));
    ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(args[5]));
    System.out.println("READY port=" + args[0]);
    for (int i = 0; i < Integer.parseInt(args[3]); i++) {
      long begin = HostTicks.now();
      pass(threads, clocks, readings);
      long took = HostTicks.now() - begin;
      System.out.println(RoundLine.plain(took));
      TimeUnit.NANOSECONDS.sleep(Math.max(0, periodNanos - took));
    }
    System.exit(0);
  }

  private static void pass(ExecutorService threads, List<ClockRemote> clocks, int readings)
      throws Exception {
    Adjustment nothing = new Adjustment(0, 0, 0, 1, 1, 0, "bare");
    all(threads, clocks, clock -> read(clock, readings));
    all(threads, clocks, clock -> clock.adjust(nothing));
  }

  private interface Visit {
    void pay(ClockRemote clock) throws RemoteException;
  }

  private static void all(ExecutorService threads, List<ClockRemote> clocks, Visit visit)
      throws Exception {
    List<Callable<Void>> calls =
        clocks.stream()
            .map(
                clock ->
                    (Callable<Void>)
                        () -> {
                          visit.pay(clock);
                          return null;
                        })
            .toList();
    for (Future<Void> done : threads.invokeAll(calls)) {
      done.get();
    }
  }

  private static void read(ClockRemote clock, int readings) throws RemoteException {
    for (int i = 0; i < readings; i++) {
      clock.getTime();
    }
  }
}
