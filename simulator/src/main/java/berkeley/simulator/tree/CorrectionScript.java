package berkeley.simulator.tree;

import berkeley.api.wire.Adjustment;
import berkeley.simulator.world.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All corrections that a node received in a run, and when. With its oscillator's seed they
 * determine its clock: a node that receives the same again at the same instants shows the same time
 * again. Not safe for use by several threads while it is written.
 */
final class CorrectionScript {

  private final List<Line> lines = new ArrayList<>();

  private record Line(long trueNanos, Adjustment adjustment) {}

  void add(long trueNanos, Adjustment adjustment) {
    lines.add(new Line(trueNanos, adjustment));
  }

  /** Says everything again, from the beginning of time on. */
  void playTo(VirtualTime time, Consumer<Adjustment> reader) {
    lines.forEach(line -> time.at(line.trueNanos, () -> say(line.adjustment, reader)));
  }

  private static void say(Adjustment adjustment, Consumer<Adjustment> reader) {
    try {
      reader.accept(adjustment);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("refused in the repetition: " + adjustment, e);
    }
  }
}
