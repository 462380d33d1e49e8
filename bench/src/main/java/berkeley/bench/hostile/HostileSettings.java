package berkeley.bench.hostile;

import java.util.List;

/**
 * How long ports are attacked.
 *
 * @param inputs how many inputs each port gets, 1 or more
 * @param idle how many idle connections each port gets, 0 or more
 * @param seed what the inputs follow from
 */
public record HostileSettings(int inputs, int idle, long seed) {

  /**
   * Reads options: {@code --inputs 10000 --idle 1000 --seed 1}, which are the values of those not
   * given.
   *
   * @throws IllegalArgumentException if it is anything else, saying why
   */
  public static HostileSettings parse(List<String> options) {
    int inputs = 10_000;
    int idle = 1_000;
    long seed = 1;
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (i + 1 == options.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(option));
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--inputs" -> inputs = atLeast(1, option, value);
        case "--idle" -> idle = atLeast(0, option, value);
        case "--seed" -> seed = atLeast(0, option, value);
        default ->
            throw new IllegalArgumentException(
                "'%s' is none of --inputs, --idle, --seed".formatted(option));
      }
    }
    return new HostileSettings(inputs, idle, seed);
  }

  private static int atLeast(int least, String option, String value) {
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: '%s' is not a whole number".formatted(option, value), e);
    }
    if (number < least) {
      throw new IllegalArgumentException(
          "%s: %d is not %d or more".formatted(option, number, least));
    }
    return number;
  }
}
