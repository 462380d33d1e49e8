package berkeley.node.clock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/** Publisher and reader agree whether a proposed segment has come into force. */
@JCStressTest
@Outcome(id = "true, 175, 175", expect = ACCEPTABLE, desc = "In force for both.")
@Outcome(id = "false, 150, 150", expect = ACCEPTABLE, desc = "Aborted for both.")
@Outcome(expect = FORBIDDEN, desc = "They differ.")
@State
public class KneeStress {

  private static final long KNEE = 100;
  private static final long AFTER = 150;

  private final Segment next;

  /** Proposes a segment that runs half as fast again from its knee on. */
  public KneeStress() {
    Segment before = Segment.root(new Line(0, 0, 0), ErrorBound.NONE, Standings.SHOWN);
    Course course = new Course(new Line(0, 1_000_000, 0), ErrorBound.NONE, 0.5, 1, Standings.SHOWN);
    next = Segment.proposed(0, before, course.slewFrom(KNEE, before.timeAt(KNEE)), course);
  }

  /** Lets it come into force, or not, and reads past the knee. */
  @Actor
  public void publisher(ZJJ_Result result) {
    result.r1 = next.activate();
    result.r2 = next.timeAt(AFTER);
  }

  /** Reads past the knee. */
  @Actor
  public void reader(ZJJ_Result result) {
    result.r3 = next.timeAt(AFTER);
  }
}
