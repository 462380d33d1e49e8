package berkeley.harness.console;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON on one line. */
public final class JsonLine {

  private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private JsonLine() {}

  /** Returns a document without a line break; keys in the map's order, nulls written. */
  public static String line(Map<String, ?> document) {
    try {
      return WRITER.asString(document);
    } catch (IOException e) {
      throw new UncheckedIOException("a map of plain values could not be written", e);
    }
  }
}
