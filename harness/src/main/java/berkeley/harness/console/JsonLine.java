package berkeley.harness.console;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a result as JSON, on one line. */
public final class JsonLine {

  private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private JsonLine() {}

  /** One document, without a line break; keys in the map's order, nulls written. */
  public static String line(Map<String, ?> document) {
    try {
      return WRITER.asString(document);
    } catch (IOException e) {
      throw new UncheckedIOException("a map of plain values could not be written", e);
    }
  }

  /** A bound in JSON: null where a node knows none yet. */
  public static Long bound(long nanos) {
    return nanos == Long.MAX_VALUE ? null : Long.valueOf(nanos);
  }

  /** Parts per million with as many digits as mean something. */
  public static double ppm(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
