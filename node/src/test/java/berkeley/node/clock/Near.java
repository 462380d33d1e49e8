package berkeley.node.clock;

import static org.junit.jupiter.api.Assertions.fail;

/** Compares times in whole nanoseconds, which a double could not. */
public final class Near {

  private Near() {}

  /** Fails unless the two are within the tolerance of each other. */
  public static void assertNear(long expected, long actual, long tolerance) {
    if (Math.abs(actual - expected) > tolerance) {
      fail(
          "%d is %d away from %d, more than %d"
              .formatted(actual, actual - expected, expected, tolerance));
    }
  }
}
