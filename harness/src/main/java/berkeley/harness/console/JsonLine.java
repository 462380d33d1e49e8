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

  /** Returns a bound in JSON: null where a node has none yet. */
  public static Long bound(long nanos) {
    return nanos == Long.MAX_VALUE ? null : Long.valueOf(nanos);
  }

  /** Returns parts per million, rounded to six digits after the point. */
  public static double ppm(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
