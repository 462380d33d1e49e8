package berkeley.simulator.chaos;

import java.util.Arrays;
import java.util.List;

/** Ways to break a cluster on purpose, to see that the oracle notices. */
public enum Mutant {
  /** Everything as it should be. */
  NOTHING("nothing"),
  /** A node obeys corrections of older terms too. */
  NO_FENCING("no-fencing"),
  /** A correction adds to what is left of the one before, in place of replacing it. */
  ADDITIVE("additive"),
  /** Masters take the plain mean of all clocks, liars included. */
  MEAN_WITH_LIAR("mean-with-liar"),
  /** A correction steps a clock that has shown its time, backwards too. */
  NO_MONOTONIC_GUARD("no-monotonic-guard");

  private final String text;

  Mutant(String text) {
    this.text = text;
  }

  /** The name by which it is chosen. */
  public String text() {
    return text;
  }

  /** All that can be chosen. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Mutant::text).toList();
  }

  /**
   * The one of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those that there are
   */
  public static Mutant byName(String name) {
    return Arrays.stream(values())
        .filter(broken -> broken.text.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "broken: '%s' is not known, choose one of %s"
                        .formatted(name, String.join(", ", names()))));
  }
}
