package berkeley.bench.foreign;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code key=value} words of a command line. */
final class KeyValueArguments {
  private final Map<String, String> values = new HashMap<>();

  KeyValueArguments(List<String> words) {
    for (String word : words) {
      String[] parts = word.split("=", 2);
      values.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
  }

  /** Returns a text that must be there. */
  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "'%s=' is missing among %s".formatted(key, values.keySet()));
    }
    return value;
  }

  /** Returns texts that are separated by commas. */
  List<String> texts(String key) {
    return Arrays.asList(text(key).split(",", -1));
  }

  /** Returns a whole number that must be there. */
  long number(String key) {
    return Long.parseLong(text(key));
  }

  /** Returns a port number that must be there. */
  int port(String key) {
    return Math.toIntExact(number(key));
  }

  /** Returns the oscillator of {@code offset=}, in nanoseconds, and {@code drift=}, in ppm. */
  ForeignOscillator oscillator() {
    return new ForeignOscillator(number("offset"), Double.parseDouble(text("drift")));
  }
}
