package berkeley.bench.clock;

import berkeley.node.clock.SteeredClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Two threads read while a third corrects a thousand times a second, against the same with a third
 * thread that only wakes up.
 *
 * <p>A cluster corrects about once a second; a thousand times that shows a cost that would
 * otherwise be lost in the noise.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CorrectedReadBenchmark {

  private static final long PAUSE_NANOS = 1_000_000;

  private final SteeredClock clock = BenchmarkClocks.steered();
  private long corrections;

  @Benchmark
  @Group("corrected")
  @GroupThreads(2)
  public long correctedReader() {
    return clock.nanos();
  }

  @Benchmark
  @Group("corrected")
  @GroupThreads(1)
  public boolean correct() {
    LockSupport.parkNanos(PAUSE_NANOS);
    long by = corrections++ % 2 == 0 ? 1_000 : -1_000;
    clock.slew(joint -> BenchmarkClocks.course(clock, by));
    return by > 0;
  }

  @Benchmark
  @Group("undisturbed")
  @GroupThreads(2)
  public long undisturbedReader() {
    return clock.nanos();
  }

  @Benchmark
  @Group("undisturbed")
  @GroupThreads(1)
  public long wakeUp() {
    LockSupport.parkNanos(PAUSE_NANOS);
    return corrections++;
  }
}
