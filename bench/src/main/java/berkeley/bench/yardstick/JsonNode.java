package berkeley.bench.yardstick;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document, asked for by name. What is missing or of another kind is an {@link
 * IOException} that names it: one of the two builds then writes another document than this program
 * reads.
 */
final class JsonNode {
  private final String name;
  private final Object value;

  private JsonNode(String name, Object value) {
    this.name = name;
    this.value = value;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is no JSON object
   */
  static JsonNode parse(String text) throws IOException {
    return new JsonNode("document", JSON.std.mapFrom(text));
  }

  /** Returns a member of this object, which must have it. */
  JsonNode get(String key) throws IOException {
    Object member = object().get(key);
    if (member == null) {
      throw new IOException("no '%s' in the %s".formatted(key, name));
    }
    return new JsonNode(key, member);
  }

  /** Returns the elements of this list. */
  List<JsonNode> elements() throws IOException {
    if (value instanceof List<?> list) {
      return list.stream().map(element -> new JsonNode(name, element)).toList();
    }
    throw another("list");
  }

  /** Returns this text. */
  String text() throws IOException {
    if (value instanceof String text) {
      return text;
    }
    throw another("text");
  }

  /** Returns this number. */
  double number() throws IOException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw another("number");
  }

  /** Returns this whole number. */
  long whole() throws IOException {
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw another("whole number");
  }

  /** Returns the sum of this object's numbers. */
  double sum() throws IOException {
    double sum = 0;
    for (Object key : object().keySet()) {
      sum += get(String.valueOf(key)).number();
    }
    return sum;
  }

  private Map<?, ?> object() throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw another("object");
  }

  private IOException another(String wanted) {
    return new IOException("'%s' is no %s: %s".formatted(name, wanted, value));
  }
}
