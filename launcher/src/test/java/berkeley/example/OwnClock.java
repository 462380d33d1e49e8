package berkeley.example;

import berkeley.api.wire.Adjustment;
import berkeley.api.wire.ClockRemote;
import berkeley.api.wire.StaleTermException;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.CountDownLatch;

/**
 * A clock of one's own that takes part in every round: {@code OwnClock PORT NAME OFFSET_SECONDS}.
 */
public final class OwnClock implements ClockRemote {

  private long shift; // what is added to the counter
  private long term; // of the newest correction
  private long round;

  public OwnClock(long startNanos) {
    shift = startNanos - System.nanoTime();
  }

  @Override
  public synchronized long getTime() {
    return System.nanoTime() + shift;
  }

  @Override
  public synchronized void adjust(Adjustment delta) {
    if (delta.term() < term) {
      throw new StaleTermException(delta.term(), term, "");
    }
    if (delta.term() > term || delta.round() > round) {
      shift += delta.deltaNanos();
      term = delta.term();
      round = delta.round();
    }
  }

  public static void main(String[] args) throws Exception {
    long offset = Long.parseLong(args[2]) * 1_000_000_000L;
    OwnClock clock = new OwnClock(System.currentTimeMillis() * 1_000_000L + offset);
    LocateRegistry.getRegistry("127.0.0.1", Integer.parseInt(args[0]))
        .rebind(args[1], UnicastRemoteObject.exportObject(clock, 0));
    System.out.println("READY");
    new CountDownLatch(1).await(); // and keep the clock
  }
}
