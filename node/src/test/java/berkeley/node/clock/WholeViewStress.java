package berkeley.node.clock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A view has time, estimate and bound of one course, never of two. */
@JCStressTest
@Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "All of the old course.")
@Outcome(id = "5000, 5000, 20", expect = ACCEPTABLE, desc = "All of the new course.")
@Outcome(
    id = "5001, 5000, 20",
    expect = ACCEPTABLE,
    desc = "The new course at its beginning, for ticks that were taken just before it.")
@Outcome(expect = FORBIDDEN, desc = "Parts of two courses.")
@State
public class WholeViewStress {

  private final SteeredClock clock = new SteeredClock(new AdvancingTicks(0, 1), 0);

  /** Puts the clock on a first course. */
  public WholeViewStress() {
    clock.step(joint -> course(0, 1));
  }

  /** Puts it on another. */
  @Actor
  public void publisher() {
    clock.step(joint -> course(5_000, 10));
  }

  /** Looks at the whole. */
  @Actor
  public void reader(JJJ_Result result) {
    SteeredClock.View view = clock.view();
    result.r1 = view.reading().timeNanos() - view.localTicks();
    result.r2 = (view.earliestNanos() + view.latestNanos()) / 2 - view.localTicks();
    result.r3 = view.latestNanos() - view.earliestNanos();
  }

  private static Course course(long offset, long bound) {
    return new Course(
        new Line(0, offset, 0),
        new ErrorBound(0, -bound, bound, 0, 0),
        0.1,
        1_000_000,
        Standings.SHOWN);
  }
}
