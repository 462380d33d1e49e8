package berkeley.harness.record;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a JSON object, by name. A missing one is an {@link IllegalArgumentException} that
 * names it.
 */
record JsonValues(Map<String, Object> map) {

  /** Parses an object; throws {@link IOException} if it is none. */
  static JsonValues parse(String line) throws IOException {
    return new JsonValues(JSON.std.mapFrom(line));
  }

  boolean has(String key) {
    return map.get(key) != null;
  }

  String text(String key) {
    return (String) get(key);
  }

  long number(String key) {
    return ((Number) get(key)).longValue();
  }

  long numberOr(String key, long otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  double real(String key) {
    return ((Number) get(key)).doubleValue();
  }

  boolean flag(String key) {
    return (Boolean) get(key);
  }

  <E extends Enum<E>> E name(String key, Class<E> type) {
    return Enum.valueOf(type, text(key));
  }

  List<JsonValues> list(String key) {
    List<JsonValues> all = new ArrayList<>();
    for (Object each : (List<?>) get(key)) {
      Map<String, Object> values = new HashMap<>();
      ((Map<?, ?>) each).forEach((name, value) -> values.put((String) name, value));
      all.add(new JsonValues(values));
    }
    return all;
  }

  private Object get(String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it lacks " + key);
    }
    return value;
  }
}
