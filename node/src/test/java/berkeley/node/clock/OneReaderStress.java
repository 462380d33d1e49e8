package berkeley.node.clock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that reads twice while another slows the clock down sees no time go back. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "Time has risen.")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "Both reads are at the knee.")
@Outcome(id = "-1", expect = FORBIDDEN, desc = "Time went back.")
public class OneReaderStress {

  /** Publishes a slower course. */
  @Actor
  public void publisher(SlowedClock shared) {
    shared.slowDown();
  }

  /** Reads twice. */
  @Actor
  public void reader(SlowedClock shared, I_Result result) {
    long first = shared.clock.nanos();
    long second = shared.clock.nanos();
    result.r1 = Long.compare(second, first);
  }
}
