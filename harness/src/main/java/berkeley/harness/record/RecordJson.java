package berkeley.harness.record;

import berkeley.harness.console.JsonLine;
import berkeley.simulator.recording.RecordDocument;
import berkeley.simulator.recording.RecordLine;

/** Writes a line of a record as one JSON object. */
public final class RecordJson {

  private RecordJson() {}

  /** Returns the object, without a line break. */
  public static String of(RecordLine line) {
    return JsonLine.line(RecordDocument.of(line));
  }
}
