package berkeley.slave.environment;

import berkeley.api.environment.MemberRegistry;
import berkeley.api.environment.NodeEnvironment;
import berkeley.api.environment.Ticks;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What one running node is handed. Ends its threads when it is closed. */
public final class RmiEnvironment implements NodeEnvironment, AutoCloseable {

  private static final long IDLE_SECONDS = 15;

  private final Ticks ticks;
  private final LongSupplier wallNanos;
  private final NodeLoop loop;
  private final ThreadPoolExecutor threads;
  private final RmiNetwork network;
  private final MemberRegistry members;
  private final RandomGenerator random = new Random(ThreadLocalRandom.current().nextLong());

  /**
   * Creates the environment of a node that does nothing yet.
   *
   * @param ticks the host's counter
   * @param wallNanos the host's wall clock
   * @param longEventNanos an event of the node that takes longer is counted
   * @param members makes the list of members, from the environment's loop and threads
   */
  public RmiEnvironment(
      Ticks ticks,
      LongSupplier wallNanos,
      long longEventNanos,
      Function<RmiEnvironment, MemberRegistry> members) {
    this.ticks = ticks;
    this.wallNanos = wallNanos;
    this.loop = new NodeLoop(ticks::hostNanos, longEventNanos);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread worker = new Thread(work, "berkeley-call-" + number.incrementAndGet());
              worker.setDaemon(true);
              return worker;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    this.network = new RmiNetwork(loop, threads, ticks::hostNanos);
    this.members = members.apply(this);
  }

  @Override
  public long ticks() {
    return ticks.hostNanos();
  }

  @Override
  public long suspendedNanos() {
    return ticks.suspendedNanos(ticks.hostNanos());
  }

  @Override
  public long wallNanos() {
    return wallNanos.getAsLong();
  }

  @Override
  public NodeLoop loop() {
    return loop;
  }

  @Override
  public RmiNetwork network() {
    return network;
  }

  @Override
  public MemberRegistry members() {
    return members;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  /** {@return where something that waits for the network may be done} */
  public ThreadPoolExecutor threads() {
    return threads;
  }

  /** Ends the loop and abandons calls under way. */
  @Override
  public void close() {
    loop.close();
    threads.shutdownNow();
  }
}
