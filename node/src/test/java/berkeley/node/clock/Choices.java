package berkeley.node.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a scenario once for every sequence of choices that it can make.
 *
 * <p>The scenario asks {@link #among} wherever the world could go one way or another, and must be a
 * function of the answers alone. The first run gets zeros; each further one repeats the choices of
 * the run before up to the last that had an alternative, and takes that.
 */
final class Choices {

  private final List<Integer> taken = new ArrayList<>();
  private final List<Integer> alternatives = new ArrayList<>();
  private int position;

  /** Returns one of 0 to {@code count - 1}. */
  int among(int count) {
    if (position == taken.size()) {
      taken.add(0);
      alternatives.add(count);
    }
    return taken.get(position++);
  }

  /** Runs the scenario for every sequence of choices; returns how many there were. */
  static int exhaust(Consumer<Choices> scenario) {
    Choices choices = new Choices();
    int runs = 0;
    do {
      choices.position = 0;
      try {
        scenario.accept(choices);
      } catch (AssertionError e) {
        throw new AssertionError("with the choices " + choices.taken + ": " + e.getMessage(), e);
      }
      runs++;
    } while (choices.next());
    return runs;
  }

  private boolean next() {
    for (int i = taken.size() - 1; i >= 0; i--) {
      if (taken.get(i) + 1 < alternatives.get(i)) {
        taken.set(i, taken.get(i) + 1);
        return true;
      }
      taken.remove(i);
      alternatives.remove(i);
    }
    return false;
  }
}
