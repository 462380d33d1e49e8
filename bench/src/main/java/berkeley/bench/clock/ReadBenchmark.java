package berkeley.bench.clock;

import berkeley.api.SynchronizedClock;
import berkeley.api.TimeInterval;
import berkeley.node.clock.SteeredClock;
import berkeley.transport.ticks.HostTicks;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The cost of one read: of the host's counter, the clock over it, and each public form. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark {

  private final SteeredClock steered = BenchmarkClocks.steered();
  private TwoNodeCluster cluster;
  private SynchronizedClock clock;

  /** Starts a cluster whose following node's clock is measured. */
  @Setup
  public void start() throws Exception {
    cluster = TwoNodeCluster.start();
    clock = cluster.clock();
  }

  /** Ends the cluster. */
  @TearDown
  public void stop() throws Exception {
    cluster.close();
  }

  @Benchmark
  public long systemNanoTime() {
    return System.nanoTime();
  }

  /** The counter that the clocks below run on, of the source that this JVM has. */
  @Benchmark
  public long hostTicks() {
    return HostTicks.now();
  }

  @Benchmark
  public long steeredNanos() {
    return steered.nanos();
  }

  @Benchmark
  public long nanos() {
    return clock.nanos();
  }

  @Benchmark
  public long millis() {
    return clock.millis();
  }

  @Benchmark
  public Instant instant() {
    return clock.instant();
  }

  @Benchmark
  public TimeInterval interval() {
    return clock.interval();
  }
}
