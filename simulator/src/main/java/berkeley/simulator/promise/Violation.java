package berkeley.simulator.promise;

import java.util.List;

/**
 * One promise that was not kept.
 *
 * @param promise which
 * @param atNanos the observer's true time at which it was seen, in nanoseconds
 * @param lives the lives concerned, first that whose observation showed it; none if it concerns
 *     what the observer computed
 * @param sentence what was seen, with its numbers
 */
public record Violation(Promise promise, long atNanos, List<NodeLife> lives, String sentence) {

  /** Copies the list. */
  public Violation {
    lives = List.copyOf(lives);
  }

  @Override
  public String toString() {
    return "promise %d (%s) at %d ns: %s".formatted(promise.number(), promise, atNanos, sentence);
  }
}
