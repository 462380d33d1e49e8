package berkeley.bench.foreign;

import berkeley.bench.process.RoundLine;
import java.rmi.NotBoundException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Berkeley algorithm as textbooks and courses have it, over RMI.
 *
 * <p>Once a period it asks each slave in turn for its time, subtracts half the round trip (as
 * Cristian does), averages the differences and the master's own zero, and has each slave, and
 * itself, step to the average. No time limits, no vote, no memory. A slave whose call fails is left
 * out of the round. Unlike most course work it counts in nanoseconds, not in milliseconds.
 */
final class TextbookMaster {
  private final SteppingClock clock;
  private final Registry registry;

  private TextbookMaster(SteppingClock clock, Registry registry) {
    this.clock = clock;
    this.registry = registry;
  }

  /** Starts the registry and the rounds, each of which is printed with its duration. */
  static ForeignClock start(KeyValueArguments arguments, Map<String, String> ready)
      throws RemoteException {
    int port = arguments.port("registry");
    SteppingClock clock = new SteppingClock(arguments.oscillator());
    TextbookMaster master = new TextbookMaster(clock, LocateRegistry.createRegistry(port));
    ready.put("registry", Integer.toString(port));
    long periodNanos = arguments.number("period");
    Thread thread = new Thread(() -> master.lead(periodNanos), "rounds");
    thread.setDaemon(true);
    thread.start();
    return clock;
  }

  private void lead(long periodNanos) {
    try {
      while (true) {
        long begin = System.nanoTime();
        round();
        long taken = System.nanoTime() - begin;
        System.out.println(RoundLine.plain(taken));
        TimeUnit.NANOSECONDS.sleep(periodNanos - taken);
      }
    } catch (RemoteException e) {
      System.err.println("textbook: the registry does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws RemoteException {
    Map<TextbookClock, Long> differences = new LinkedHashMap<>();
    for (String name : registry.list()) {
      try {
        TextbookClock slave = (TextbookClock) registry.lookup(name);
        differences.put(slave, difference(slave));
      } catch (RemoteException | NotBoundException e) {
        System.err.println("textbook: %s is left out: %s".formatted(name, e));
      }
    }
    // The master's own difference is zero, and it counts.
    double sum = differences.values().stream().mapToDouble(Long::doubleValue).sum();
    long average = Math.round(sum / (differences.size() + 1));
    differences.forEach((slave, difference) -> adjust(slave, average - difference));
    clock.adjust(average);
  }

  private long difference(TextbookClock slave) throws RemoteException {
    long before = clock.nanos();
    long told = slave.getTime();
    long after = clock.nanos();
    return told - (before + (after - before) / 2);
  }

  private static void adjust(TextbookClock slave, long delta) {
    try {
      slave.adjust(delta);
    } catch (RemoteException e) {
      System.err.println("textbook: a slave cannot be adjusted: " + e);
    }
  }
}
