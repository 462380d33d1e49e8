package berkeley.simulator.scenario;

import berkeley.simulator.text.Units;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Parses the entries of a properties file by their types. Each error message names the key, the
 * value found and what is expected; a key that was not read is an error.
 */
final class ScenarioEntries {

  private final Properties properties;
  private final Set<String> known = new TreeSet<>();

  ScenarioEntries(Properties properties) {
    this.properties = properties;
  }

  int number(String key, int otherwise) {
    return read(key, Integer.toString(otherwise), "a whole number", Integer::parseInt);
  }

  double decimal(String key, double otherwise) {
    return read(key, Double.toString(otherwise), "a number", Double::parseDouble);
  }

  Duration duration(String key, String otherwise) {
    return read(key, otherwise, "a duration such as 250ms", Units::duration);
  }

  double ratio(String key, String otherwise) {
    return read(key, otherwise, "a rate such as 5ppm", Units::ratio);
  }

  Instant instant(String key, String otherwise) {
    return read(key, otherwise, "an instant such as 2026-01-01T00:00:00Z", Instant::parse);
  }

  boolean flag(String key, boolean otherwise) {
    return oneOf(key, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
  }

  String oneOf(String key, String otherwise, List<String> values) {
    String wanted = "one of " + String.join(", ", values);
    return read(key, otherwise, wanted, text -> requireOneOf(text, values));
  }

  private static String requireOneOf(String text, List<String> values) {
    String value = text.toLowerCase(Locale.ROOT);
    if (!values.contains(value)) {
      throw new IllegalArgumentException("it is none of them");
    }
    return value;
  }

  /** Returns two values with a separator between them; empty if the key is missing. */
  <A, B, T> Optional<T> pair(
      String key,
      String sign,
      String example,
      Function<String, A> first,
      Function<String, B> second,
      BiFunction<A, B, T> together) {
    known.add(key);
    if (!properties.containsKey(key)) {
      return Optional.empty();
    }
    return Optional.of(
        read(
            key,
            "",
            "something like " + example,
            text -> {
              int at = text.indexOf(sign);
              if (at < 0) {
                throw new IllegalArgumentException("there is no '%s' in it".formatted(sign));
              }
              return together.apply(
                  first.apply(text.substring(0, at).strip()),
                  second.apply(text.substring(at + sign.length()).strip()));
            }));
  }

  /** Values with commas between them; none if the key is not there. */
  <T> List<T> list(String key, String example, Function<String, T> parser) {
    String wanted = "a list of things like " + example;
    return read(
        key,
        "",
        wanted,
        text -> {
          List<T> values = new ArrayList<>();
          for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            values.add(parser.apply(part.strip()));
          }
          return values;
        });
  }

  /** Values of single slaves, {@code 1:VALUE, 4:VALUE}. */
  <T> SortedMap<Integer, T> bySlave(String key, String example, Function<String, T> parser) {
    SortedMap<Integer, T> values = new TreeMap<>();
    list(
        key,
        example,
        text -> {
          int colon = text.indexOf(':');
          if (colon < 0) {
            throw new IllegalArgumentException("there is no ':' in it");
          }
          return values.put(
              slave(text.substring(0, colon)), parser.apply(text.substring(colon + 1).strip()));
        });
    return values;
  }

  /** Parses a slave's number. */
  static int slave(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is not a slave's number".formatted(text), e);
    }
  }

  /** Complains about what nobody has asked for. */
  void requireAllKnown() {
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s: unknown key, wanted one of %s".formatted(key, String.join(", ", known)));
      }
    }
  }

  private <T> T read(String key, String otherwise, String wanted, Function<String, T> parser) {
    known.add(key);
    String text = properties.getProperty(key, otherwise).strip();
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          "%s: found '%s', wanted %s (%s)".formatted(key, text, wanted, e.getMessage()), e);
    }
  }
}
