package berkeley.bench.result;

import berkeley.simulator.text.Units;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a question, each a name and a value. Of one that is given twice the last counts.
 * Wrong ones cause an {@link IllegalArgumentException} whose message tells why.
 */
public final class Options {
  private final Map<String, String> given = new HashMap<>();

  /**
   * Reads the options.
   *
   * @param words names and values in turn
   * @param known the names that there are
   * @throws IllegalArgumentException if a value is missing or a name is none of those
   */
  public Options(List<String> words, String... known) {
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (i + 1 == words.size()) {
        throw new IllegalArgumentException("'%s' has no value".formatted(name));
      }
      if (!List.of(known).contains(name)) {
        throw new IllegalArgumentException(
            "'%s' is none of %s".formatted(name, String.join(", ", known)));
      }
      given.put(name, words.get(i + 1));
    }
  }

  /** Returns a text, or another one if it was not given. */
  public String text(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  /**
   * Returns whether it was given as {@code yes}; {@code no} if it was not given.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public boolean yes(String name) {
    String value = given.getOrDefault(name, "no");
    if (!value.equals("yes") && !value.equals("no")) {
      throw new IllegalArgumentException("%s: '%s' is neither yes nor no".formatted(name, value));
    }
    return value.equals("yes");
  }

  /**
   * Returns a length of time above zero.
   *
   * @param otherwise the value if it was not given
   * @throws IllegalArgumentException if it is none
   */
  public Duration positive(String name, Duration otherwise) {
    if (!given.containsKey(name)) {
      return otherwise;
    }
    Duration duration = Units.duration(given.get(name));
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "%s: '%s' is not above 0".formatted(name, given.get(name)));
    }
    return duration;
  }

  /**
   * Returns a whole number.
   *
   * @param otherwise the value if it was not given
   * @throws IllegalArgumentException if it is none, or not in {@code least..most}
   */
  public int number(String name, int least, int most, int otherwise) {
    if (!given.containsKey(name)) {
      return otherwise;
    }
    String value = given.get(name);
    int number;
    try {
      number = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s: '%s' is no whole number".formatted(name, value), e);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s: %d is not in %d..%d".formatted(name, number, least, most));
    }
    return number;
  }

  /** Returns a whole number without an upper limit. */
  public int number(String name, int least, int otherwise) {
    return number(name, least, Integer.MAX_VALUE, otherwise);
  }
}
