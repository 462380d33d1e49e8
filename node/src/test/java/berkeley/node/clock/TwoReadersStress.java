package berkeley.node.clock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that is told a time by another reads no earlier one afterwards. */
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Nothing was told yet.")
@Outcome(
    id = {"0", "1"},
    expect = ACCEPTABLE,
    desc = "Not before what was told.")
@Outcome(id = "-1", expect = FORBIDDEN, desc = "Time went back between two threads.")
public class TwoReadersStress {

  /** Reads, tells, publishes a slower course, reads and tells again. */
  @Actor
  public void publisher(SlowedClock shared) {
    shared.told = shared.clock.nanos();
    shared.slowDown();
    shared.told = shared.clock.nanos();
  }

  /** Hears a time and then reads. */
  @Actor
  public void reader(SlowedClock shared, I_Result result) {
    long heard = shared.told;
    long read = shared.clock.nanos();
    result.r1 = heard == 0 ? 2 : Long.compare(read, heard);
  }
}
